import { describe, expect, it } from 'vitest'
import type { SessionAddresses } from '../../lib/protocol/session-view.ts'
import { goalOf, isOwnPage } from './addresses.ts'
import type { PageTab } from './tabs.ts'

const addresses: SessionAddresses = { scheme: 'http', previewId: 'k3v9abcd', previewDomain: 'localhost:3000', hostIp: '127.0.0.1' }
const grafana: PageTab = { kind: 'page', key: 'page:1', title: 'Grafana', extra: false, address: 'http://grafana-istio-system.k3v9abcd-80.localhost:3000/' }

describe('goalOf', () => {
  it('sends a link to the tab that shows its host, whatever its path', () => {
    expect(goalOf('http://grafana-istio-system.k3v9abcd-80.localhost:3000/dashboard/db/x', [grafana], addresses)).toEqual({ kind: 'tab', key: 'page:1' })
  })

  it.each([
    ['http://jaeger-query-istio-system.k3v9abcd-80.localhost:3000/search', 'Jaeger'],
    ['http://k3v9abcd-8080.localhost:3000/', 'Port 8080'],
  ])('opens %s in a new tab called %s', (address, title) => {
    const goal = goalOf(address, [grafana], addresses)
    expect(goal.kind === 'new-tab' && goal.tab).toMatchObject({ title, address, extra: true })
  })

  it.each([
    'https://istio.io/docs', 'http://localhost:3000/', 'http://otherses-80.localhost:3000/', 'http://k3v9abcd-80.localhost.evil.example/',
    'http://k3v9abcd-99999.localhost:3000/', 'javascript:alert(1)', '/learn/x', '', 'ftp://k3v9abcd-80.localhost:3000/',
  ])('leaves %s to the browser', (address) => {
    expect(goalOf(address, [grafana], addresses)).toEqual({ kind: 'outside' })
    expect(isOwnPage(address, addresses)).toBe(false)
  })

  it('knows no pages before there is a session', () => {
    expect(goalOf(grafana.address, [grafana], undefined)).toEqual({ kind: 'outside' })
  })
})
