import { describe, expect, it } from 'vitest'
import { istioDashboard } from '../dashboard/istio-dashboard.ts'
import { dashboardReducer, readAddress, writeAddress, type DashboardAction, type DashboardState } from './dashboard-state.ts'

const usual: DashboardState = { range: { from: 'now-5m', to: 'now' }, refreshMs: 5000, chosen: {} }
const read = (search: string) => readAddress(new URLSearchParams(search), istioDashboard)

describe('readAddress', () => {
  it.each<[string, DashboardState]>([
    ['', usual],
    ['orgId=1&refresh=5s', usual],
    ['from=now-1h&to=now-30m', { ...usual, range: { from: 'now-1h', to: 'now-30m' } }],
    ['refresh=off', { ...usual, refreshMs: 0 }],
    ['refresh=1m', { ...usual, refreshMs: 60_000 }],
    ['refresh=1ms', { ...usual, refreshMs: 1000 }],
    ['var-source=All&var-destination_version=v1&var-destination_version=v3', { ...usual, chosen: { destination_version: ['v1', 'v3'] } }],
    ['var-source=$__all&var-nobody=x', usual],
  ])('%s', (search, expected) => {
    expect(read(search)).toEqual(expected)
  })
})

describe('writeAddress', () => {
  it.each(['', 'orgId=1', 'from=now-1h', 'refresh=off', 'refresh=10s', 'var-destination_version=v1&var-destination_version=v3'])('keeps %s', (search) => {
    expect(writeAddress(new URLSearchParams(search), read(search), istioDashboard).toString()).toBe(search)
  })

  it('takes back what is as usual again', () => {
    expect(writeAddress(new URLSearchParams('from=now-1h&var-source=a&x=1'), usual, istioDashboard).toString()).toBe('x=1')
  })
})

describe('dashboardReducer', () => {
  const toggle = (value: string): DashboardAction => ({ kind: 'value-toggled', variable: 'source', value })
  it.each<[string, readonly DashboardAction[], DashboardState['chosen']]>([
    ['chooses', [toggle('a'), toggle('b')], { source: ['a', 'b'] }],
    ['takes back', [toggle('a'), toggle('b'), toggle('a')], { source: ['b'] }],
    ['is all again without a value', [toggle('a'), toggle('a')], {}],
    ['is all when asked', [toggle('a'), { kind: 'all-chosen', variable: 'source' }], {}],
  ])('%s', (_, actions, expected) => {
    expect(actions.reduce(dashboardReducer, usual).chosen).toEqual(expected)
  })
})
