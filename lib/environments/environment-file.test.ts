import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chooseEnvironment, noticeOf, parseEnvironments } from './environment-file.ts'
import { matchesPattern } from './pattern.ts'

const rows = parseEnvironments(readFileSync(new URL('../../environments/index.json', import.meta.url), 'utf8'))

describe('chooseEnvironment', () => {
  it.each([
    ['istio-0.6.0', [], 'istio-canary'],
    ['openshift-middleware-3-7', ['install-istio.sh'], 'istio-fresh'],
    ['openshift-4-2', [], 'openshift'],
    ['kubernetes-kubeadm-1node', [], 'kubernetes'],
    ['Ubuntu:2004', [], 'shell'],
    ['', [], 'shell'],
    ['crystal-ball', [], 'unknown'],
  ])('%s with assets %j is %s', (imageId, assetNames, name) => {
    expect(chooseEnvironment(rows, { imageId, assetNames })?.name).toBe(name)
  })
})

describe('noticeOf', () => {
  it('names the machine that the scenario asked for', () => {
    const notice = (imageId: string) => noticeOf(chooseEnvironment(rows, { imageId, assetNames: [] }), imageId)
    expect(notice('crystal-ball')).toContain('“crystal-ball”')
    expect(notice('ubuntu')).toBeUndefined()
    expect(noticeOf(undefined, 'ubuntu')).toBeUndefined()
  })
})

describe('parseEnvironments', () => {
  it('names the row and what was expected', () => {
    const row = { ...rows[0], lab: 'openshift-9' }
    expect(() => parseEnvironments(JSON.stringify({ environments: [row] }))).toThrow(/environments\.0\.lab: .*istio-bookinfo/)
  })
})

describe('matchesPattern', () => {
  it.each([
    ['docker', 'docker*', true],
    ['ubuntu-docker', '*-docker', true],
    ['ansible24-openshift39', 'ansible*openshift*', true],
    ['ansible', 'ansible*openshift*', false],
    ['aa', 'aa*aa', false],
    ['anything', '*', true],
    ['git:2', 'git', false],
  ])('%s fits %s: %s', (text, pattern, fits) => {
    expect(matchesPattern(text, pattern)).toBe(fits)
  })
})
