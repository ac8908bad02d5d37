import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

const istio = join(import.meta.dirname, '../../environments/istio/home/istio-0.6.0')
const samples = 'samples/bookinfo/kube'

describe('the commands of the canary lab', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell('istio-bookinfo', { cwd: istio })
  })

  afterAll(() => shell.close())

  it('removes the test rules, shifts half of the traffic, then all', async () => {
    const lines: readonly (readonly [line: string, out: string])[] = [
      [`oc delete -f ${samples}/route-rule-reviews-test-v2.yaml -f ${samples}/route-rule-ratings-test-delay.yaml`, 'routerule.config.istio.io "reviews-test-v2" deleted\nrouterule.config.istio.io "ratings-test-delay" deleted\n'],
      [`oc replace -f ${samples}/route-rule-reviews-50-v3.yaml`, 'routerule.config.istio.io/reviews-default replaced\n'],
      ["oc get routerule reviews-default -o jsonpath='{.spec.route[*].weight}'", '50 50'],
      [`oc replace -f ${samples}/route-rule-reviews-v3.yaml`, 'routerule.config.istio.io/reviews-default replaced\n'],
      ["oc get routerule reviews-default -o jsonpath='{.spec.route[*].labels.version}'", 'v3'],
    ]
    for (const [line, out] of lines) expect({ line, ...(await shell.run(line)) }).toEqual({ line, code: 0, out, err: '' })
  })

  it('applies a rule that was created otherwise with a warning, and finds the second time nothing to do', async () => {
    const file = `${samples}/route-rule-all-v1.yaml`
    const first = await shell.run(`oc apply -f ${file}`)
    expect(first.code).toBe(0)
    expect(first.out.split('\n')[1]).toBe('routerule.config.istio.io/reviews-default configured')
    expect(first.err).toContain('Warning: resource routerules/reviews-default is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by oc apply.')
    const second = await shell.run(`oc apply -f ${file}`)
    expect(second).toEqual({ code: 0, err: '', out: ['productpage', 'reviews', 'ratings', 'details'].map((name) => `routerule.config.istio.io/${name}-default unchanged\n`).join('') })
  })

  it('removes what a file no longer names and keeps what others have set', async () => {
    const rule = (extra: string) => `{"apiVersion":"config.istio.io/v1alpha2","kind":"RouteRule","metadata":{"name":"x"},"spec":{"destination":{"name":"reviews"},"precedence":3,"route":[{"labels":{"version":"v1"}}]${extra}}}`
    await shell.run('oc apply -f -', rule(',"httpReqTimeout":{"simpleTimeout":{"timeout":"2s"}}'))
    expect((await shell.run('oc apply -f -', rule(''))).out).toBe('routerule.config.istio.io/x configured\n')
    const { out } = await shell.run('oc get routerule x -o json')
    expect(JSON.parse(out)).toMatchObject({ spec: { precedence: 3 } })
    expect(out).not.toContain('httpReqTimeout')
  })

  it('waits for a rollout and says how far it is', async () => {
    expect(await shell.run('oc scale deployment/reviews-v1 --replicas=2')).toEqual({ code: 0, out: 'deployment.apps/reviews-v1 scaled\n', err: '' })
    const { code, out } = await shell.run('oc rollout status -w deployment/reviews-v1')
    expect(code).toBe(0)
    expect(out).toMatch(/^Waiting for deployment "reviews-v1" rollout to finish: 1 of 2 updated replicas are available\.\.\.\n/)
    expect(out).toMatch(/deployment "reviews-v1" successfully rolled out\n$/)
  })

  it('reads logs by pod, by workload and by label', async () => {
    const pod = (await shell.run("oc get pods -l app=ratings -o jsonpath='{.items[0].metadata.name}'")).out
    expect(await shell.run(`oc logs ${pod}`)).toEqual({ code: 1, out: '', err: `error: a container name must be specified for pod ${pod}, choose one of: [ratings istio-proxy]\n` })
    expect(await shell.run(`oc logs -c nope ${pod}`)).toEqual({ code: 1, out: '', err: `error: container nope is not valid for pod ${pod}\n` })
    expect((await shell.run(`oc logs -c ratings ${pod}`)).out).toContain('Server listening on: http://0.0.0.0:9080')
    expect((await shell.run('oc logs deployment/ratings-v1 -c ratings')).code).toBe(0)
    expect((await shell.run('oc logs -l app=ratings --all-containers --prefix')).out).toContain(`[pod/${pod}/istio-proxy] `)
  })

  it('describes a rule with its fields in words', async () => {
    const { out } = await shell.run('oc describe routerule ratings-default')
    expect(out).toMatch(/^Name: {9}ratings-default\nNamespace: {4}istio-system\nLabels: {7}<none>\nAnnotations: {2}<none>\nAPI Version: {2}config\.istio\.io\/v1alpha2\n/)
    expect(out).toContain('  Creation Timestamp:  ')
    expect(out).toMatch(/Events: {9}<none>\n$/)
  })
})

describe('a project on one page', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell()
  })

  afterAll(() => shell.close())

  it('shows each service with its routes and what is behind it', async () => {
    const { code, out } = await shell.run('oc status')
    expect(code).toBe(0)
    expect(out).toMatch(/^In project istio-system on server http:\/\/127\.0\.0\.1:\d+\n/)
    expect(out).toMatch(/\nsvc\/reviews - [\d.]+:9080\n {2}deployment\/reviews-v1 deploys istio\/examples-bookinfo-reviews-v1:1\.5\.0,docker\.io\/istio\/proxy:0\.6\.0\n {4}deployment #1 running for 1 hour - 1 pod\n/)
    expect(out).toMatch(/\nhttp:\/\/grafana-istio-system\.\S+ to pod port http \(svc\/grafana\)\n/)
    expect(out).toMatch(/\n\nView details with 'oc describe <resource>\/<name>' or list resources with 'oc get all'\.\n$/)
  })

  it.each([
    ['oc exec nope -- ls', 'Error from server (NotFound): pods "nope" not found'],
    ['oc new-app https://example.com/shop.git', 'oc apply -f FILE'],
  ])('says of %s what is missing and what to do instead', async (line, words) => {
    expect(await shell.run(line)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(words) })
  })
})

describe('logging in', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell()
  })

  afterAll(() => shell.close())

  it('takes a password, says which projects there are, and goes on in the one that was in use', async () => {
    const { code, out } = await shell.run(`oc login ${shell.lab.api} -u admin -p admin --insecure-skip-tls-verify=true`)
    expect(code).toBe(0)
    expect(out).toMatch(/^WARNING: Using insecure TLS client config\. Setting this option is not supported!\n\nLogin successful\.\n\nYou have access to the following projects/)
    expect(out).toMatch(/\n {4}default\n {2}\* istio-system\n/)
    expect(out).toMatch(/\n\nUsing project "istio-system"\.\n$/)
    expect(await shell.run('oc whoami')).toEqual({ code: 0, out: 'admin\n', err: '' })
  })

  it('refuses a wrong password', async () => {
    expect(await shell.run('oc login -u admin -p wrong')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^Login failed \(401 Unauthorized\)\n/) })
  })

  it('takes the cluster of the terminal for an address that cannot be reached, and says so', async () => {
    const { code, out, err } = await shell.run('oc login https://127.0.0.1:1 -u admin -p admin')
    expect(code).toBe(0)
    expect(out).toContain('Login successful.')
    expect(err).toContain(`logging in to ${shell.lab.api}, the cluster of this terminal`)
  })

  it('switches between projects and makes new ones', async () => {
    const on = `on server "${shell.lab.api}".\n`
    expect(await shell.run('oc project default')).toEqual({ code: 0, out: `Now using project "default" ${on}`, err: '' })
    expect(await shell.run('oc project default')).toEqual({ code: 0, out: `Already on project "default" ${on}`, err: '' })
    expect((await shell.run('oc new-project shop')).out).toContain(`Now using project "shop" ${on}`)
    expect(await shell.run('oc new-project shop')).toMatchObject({ code: 1, err: 'Error from server (AlreadyExists): project.project.openshift.io "shop" already exists\n' })
    expect(await shell.run('oc project -q')).toEqual({ code: 0, out: 'shop\n', err: '' })
    expect(await shell.run('oc project nope')).toMatchObject({ code: 1, err: expect.stringMatching(/^error: A project named "nope" does not exist on ".*"\.\nYour projects are:\n\* default\n/) })
  })
})
