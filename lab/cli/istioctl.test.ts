import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

const rules = join(import.meta.dirname, '../../environments/istio/home/istio-0.6.0/samples/bookinfo/kube')

describe('istioctl', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell('istio-bookinfo', { cwd: rules })
  })

  afterAll(() => shell.close())

  it('lists rules with their kinds', async () => {
    const { out } = await shell.run('istioctl get routerules')
    expect(out.split('\n')[0]).toMatch(/^NAME +KIND +NAMESPACE$/)
    expect(out).toMatch(/^reviews-default +RouteRule\.v1alpha2\.config\.istio\.io +istio-system$/m)
    expect(await shell.run('istioctl get egressrules')).toEqual({ code: 0, out: '', err: 'No resources found.\n' })
    expect((await shell.run('istioctl get route-rule reviews-default -o yaml')).out).toMatch(/^apiVersion: config\.istio\.io\/v1alpha2\nkind: RouteRule\n[\s\S]*---\n$/)
  })

  it('creates, replaces and deletes rules, and says at which revision', async () => {
    expect((await shell.run('istioctl replace -f route-rule-reviews-50-v3.yaml')).out).toMatch(/^Updated config route-rule\/istio-system\/reviews-default to revision \d+\n$/)
    expect(await shell.run('istioctl create -f route-rule-reviews-v3.yaml')).toEqual({ code: 1, out: '', err: 'Error: routerules.config.istio.io "reviews-default" already exists\n' })
    expect(await shell.run('istioctl delete -f route-rule-reviews-test-v2.yaml')).toEqual({ code: 0, out: 'Deleted config: route-rule/istio-system/reviews-test-v2\n', err: '' })
    expect((await shell.run('istioctl create -f route-rule-reviews-test-v2.yaml')).out).toMatch(/^Created config route-rule\/istio-system\/reviews-test-v2 at revision \d+\n$/)
    expect(await shell.run('istioctl delete routerule reviews-test-v2')).toMatchObject({ code: 0, out: 'Deleted config: routerule reviews-test-v2\n' })
  })

  it('adds a proxy to pods once, and leaves other documents as they are', async () => {
    const manifest = '# kept\napiVersion: v1\nkind: Service\nmetadata:\n  name: a\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    metadata:\n      labels:\n        app: a\n    spec:\n      containers:\n      - image: a:1\n        name: a\n'
    const { out } = await shell.run('istioctl kube-inject -f -', manifest)
    expect(out).toMatch(/^# kept\napiVersion: v1\nkind: Service\n/)
    expect(out.match(/image: docker\.io\/istio\/proxy:0\.6\.0/g)).toHaveLength(1)
    expect(out).toContain('name: istio-init')
    expect(out).toContain('- --serviceCluster\n        - a\n')
    expect((await shell.run('istioctl kube-inject -f -', out)).out).toBe(out.endsWith('---\n') ? out : `${out}---\n`)
    expect(await shell.run('istioctl kube-inject')).toMatchObject({ code: 1, err: 'Error: filename not specified (see --filename or -f)\n' })
  })

  it('finds rules that lead nowhere', async () => {
    expect(await shell.run('istioctl analyze')).toMatchObject({ code: 0, out: '\n✔ No validation issues found when analyzing namespace: istio-system.\n' })
    await shell.run('istioctl create -f route-rule-ratings-mysql.yaml')
    expect((await shell.run('istioctl analyze')).out).toContain('Warning [IST0173] (RouteRule ratings-test-v2-mysql.istio-system)')
  })

  it('lists the proxies of the mesh', async () => {
    expect((await shell.run('istioctl proxy-status')).out).toMatch(/^reviews-v1-\S+\.istio-system +SYNCED .* istio-pilot-\S+ +0\.6\.0$/m)
  })
})
