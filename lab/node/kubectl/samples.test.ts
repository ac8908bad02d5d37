import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fastClock } from '../testing/fast-clock.ts'
import { describeKubectl } from '../testing/kubectl-session.ts'

const home = join(import.meta.dirname, '..', '..', '..', 'environments', 'istio', 'home')
const install = join(home, 'istio-0.6.0', 'install', 'kubernetes')
const samples = join(home, 'istio-0.6.0', 'samples', 'bookinfo', 'kube')

/** Every file that a learner of the Istio environment finds, on an empty cluster. */
await describeKubectl('the samples', (session) => {
  const { run } = session

  test('Istio installs: its definitions first, then what they define', async () => {
    // kubectl looks up every kind of a file before it creates anything, so kinds of a mesh are known from the start.
    const { code, stdout, stderr } = await run(['apply', '-f', join(install, 'istio.yaml')])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('namespace/istio-system created')
    expect(stdout).toContain('customresourcedefinition.apiextensions.k8s.io/routerules.config.istio.io created')
    const defined = stdout.match(/^customresourcedefinition\S+/gm) ?? []
    expect(defined.length).toBeGreaterThanOrEqual(36)
    expect((await run('get crd -o name')).stdout.trimEnd().split('\n')).toEqual(defined.toSorted())
    expect((await run(['apply', '-f', join(install, 'istio.yaml')])).stdout).not.toContain('created')
  })

  test.each(readdirSync(join(install, 'addons')))('the add-on %s installs', async (name) => {
    const { code, stderr } = await run(['apply', '-f', join(install, 'addons', name)])
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test('Istio becomes ready', async () => {
    for (const name of ['istio-pilot', 'istio-mixer', 'istio-ca', 'istio-ingress']) {
      expect(await run(['rollout', 'status', '-w', `deployment/${name}`]), name).toMatchObject({ code: 0 })
    }
  })

  test.each(readdirSync(samples).filter((name) => name.endsWith('.yaml')).toSorted((a, b) => Number(b === 'bookinfo.yaml') - Number(a === 'bookinfo.yaml')))('%s applies, and is unchanged when applied again', async (name) => {
    const file = join(samples, name)
    const served = !/^apiVersion: config\.istio\.io\/v1beta1/m.test(readFileSync(file, 'utf8'))
    const first = await run(['apply', '-f', file])
    expect(first.stderr.replaceAll(/^Warning: (the rule is stored|resource ).*\n/gm, '')).toMatch(served ? /^$/ : /no matches for kind "DestinationPolicy" in version "config\.istio\.io\/v1beta1"/)
    expect(first.code).toBe(served ? 0 : 1)
    if (!served) return
    const second = await run(['apply', '-f', file])
    expect(second.stdout).toMatch(/^(\S+ unchanged\n)+$/)
  })

  test('the broken deployment of the lesson on breakers runs', async () => {
    expect(await run(['apply', '-f', join(home, 'broken.yaml')])).toMatchObject({ code: 0 })
    expect(await run('rollout status -w deployment/ratings-v1-broken')).toMatchObject({ code: 0 })
    const name = await run(['get', 'pods', '-l', 'app=ratings,broken=true', '-o', 'jsonpath={.items[?(@.status.phase=="Running")].metadata.name}'])
    expect(name.stdout).toMatch(/^ratings-v1-broken-\d+-\w{5}$/)
  })
}, { lab: { profile: 'empty', clock: fastClock(10) } })
