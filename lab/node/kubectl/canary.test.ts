import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeKubectl, type Session } from '../testing/kubectl-session.ts'

const istio = join(import.meta.dirname, '..', '..', '..', 'environments', 'istio', 'home', 'istio-0.6.0')
const rules = join(istio, 'samples', 'bookinfo', 'kube')

/** The commands of the lab's steps about routing, as a learner runs them one after another. */
await describeKubectl('the canary', (session) => {
  test('shows the rules that are there', async () => {
    const { code, stdout } = await session.run('get routerules')
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.split(/ +/)[0])).toEqual(['NAME', 'details-default', 'productpage-default', 'ratings-default', 'ratings-test-delay', 'reviews-default', 'reviews-test-v2', ''])
  })

  test('gives one rule as YAML', async () => {
    const { stdout } = await session.run('get routerule reviews-test-v2 -o yaml')
    expect(stdout).toMatch(/^apiVersion: config\.istio\.io\/v1alpha2\nkind: RouteRule\nmetadata:\n {2}creationTimestamp: "20\d\d-.*Z"\n/)
    expect(stdout).toContain('cookie:\n          regex: ^(.*?;)?(user=jason)(;.*)?$\n')
    expect(stdout).toContain('  precedence: 2\n  route:\n  - labels:\n      version: v2\n')
  })

  test('deletes the test rules by their files', async () => {
    const { code, stdout } = await session.run(['delete', '-f', join(rules, 'route-rule-reviews-test-v2.yaml'), '-f', join(rules, 'route-rule-ratings-test-delay.yaml')])
    expect(code).toBe(0)
    const where = session.version === '1.20' ? '' : ' from istio-system namespace'
    expect(stdout).toBe(`routerule.config.istio.io "reviews-test-v2" deleted${where}\nrouterule.config.istio.io "ratings-test-delay" deleted${where}\n`)
  })

  test('says which file is missing when one of two is gone, and deletes the other', async () => {
    await session.run(['create', '-f', join(rules, 'route-rule-reviews-test-v2.yaml')])
    const { code, stdout, stderr } = await session.run(['delete', '-f', join(rules, 'route-rule-reviews-test-v2.yaml'), '-f', join(rules, 'route-rule-ratings-test-delay.yaml')])
    expect(code).toBe(1)
    expect(stdout).toContain('"reviews-test-v2" deleted')
    expect(stderr).toBe(`Error from server (NotFound): error when deleting "${join(rules, 'route-rule-ratings-test-delay.yaml')}": routerules.config.istio.io "ratings-test-delay" not found\n`)
  })

  test('replaces the default rule by half and half, and traffic follows', async () => {
    const replaced = await session.run(['replace', '-f', join(rules, 'route-rule-reviews-50-v3.yaml')])
    expect(replaced).toEqual({ code: 0, stdout: 'routerule.config.istio.io/reviews-default replaced\n', stderr: '' })
    const weights = await session.run(['get', 'routerule', 'reviews-default', '-o', 'jsonpath={range .spec.route[*]}{.labels.version}={.weight} {end}'])
    expect(weights.stdout).toBe('v1=50 v3=50 ')
    const pages = await load(session, 100)
    expect(pages.filter((stars) => stars === 'red').length).toBeGreaterThan(25)
    expect(pages.filter((stars) => stars === 'none').length).toBeGreaterThan(25)
    expect(pages).not.toContain('black')
  })

  test('replaces it again, and all traffic is on v3', async () => {
    expect(await session.run(['replace', '-f', join(rules, 'route-rule-reviews-v3.yaml')])).toMatchObject({ code: 0 })
    expect(new Set(await load(session, 20))).toEqual(new Set(['red']))
  })

  test('refuses to create what is there', async () => {
    const file = join(rules, 'route-rule-reviews-v3.yaml')
    const { code, stderr } = await session.run(['create', '-f', file])
    expect(code).toBe(1)
    expect(stderr).toBe(`Error from server (AlreadyExists): error when creating "${file}": routerules.config.istio.io "reviews-default" already exists\n`)
  })

  test('refuses weights that are not 100 in all, with the words of the webhook', async () => {
    const rule = { apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name: 'bad' }, spec: { destination: { name: 'reviews' }, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 40 }] } }
    const { code, stderr } = await session.run('create -f -', JSON.stringify(rule))
    expect(code).toBe(1)
    expect(stderr).toBe('Error from server (BadRequest): error when creating "STDIN": admission webhook "pilot-webhook.istio.io" denied the request: configuration is invalid: 1 error occurred:\n\n* route weights total 90 (must total 100)\n')
  })
})

async function load(session: Session, times: number): Promise<readonly string[]> {
  return Promise.all(Array.from({ length: times }, async () => {
    const page = await session.served.lab.fetch(new Request('http://istio-ingress-istio-system.lab.localhost/productpage'))
    const text = await page.text()
    return text.includes('color="red"') ? 'red' : text.includes('color="black"') ? 'black' : 'none'
  }))
}
