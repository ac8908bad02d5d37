import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

const homeFiles = join(import.meta.dirname, '../../environments/istio/home')

// The scripts that learners run, with the bundled programs, in a bash, against a cluster with nothing on it.
describe('installing Istio and the bookshop by the scripts', () => {
  let shell: TestShell
  let folder: string

  beforeAll(async () => {
    shell = await openShell('empty')
    folder = mkdtempSync(join(tmpdir(), 'lab-bin-'))
    const { buildCli } = (await import('./build.mjs' as string)) as { buildCli: (outFile: string) => Promise<void> } // A script without types.
    await buildCli(join(folder, 'lab-cli.js'))
    for (const name of ['oc', 'kubectl', 'istioctl']) symlinkSync('lab-cli.js', join(folder, name))
    cpSync(homeFiles, shell.home, { recursive: true })
  })

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await shell.close()
  })

  function bash(script: string): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    const child = spawn('bash', ['-c', script], { cwd: shell.home, env: { ...process.env, ...shell.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` }, stdio: ['ignore', 'pipe', 'pipe'] })
    const written = { out: '', err: '' }
    child.stdout.on('data', (data: Buffer) => (written.out += data.toString()))
    child.stderr.on('data', (data: Buffer) => (written.err += data.toString()))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...written }))
    })
  }

  it('installs Istio: project, rights, manifests, routes', async () => {
    const { code, out, err } = await bash('./install-istio.sh')
    expect({ code, err: err.replace(/Warning: resource namespaces\/istio-system is missing .*\n/, '') }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Now using project "istio-system" on server')
    expect(out).toContain('clusterrole.rbac.authorization.k8s.io/system:openshift:scc:anyuid added to: "default"\n')
    expect(out).toContain('clusterrole.rbac.authorization.k8s.io/cluster-admin added: "default"\n')
    expect(out).toContain('customresourcedefinition.apiextensions.k8s.io/routerules.config.istio.io created\n')
    expect(out).toContain('rule.config.istio.io/promhttp created\n')
    expect(out).toContain('route.route.openshift.io/grafana exposed\n')
    expect(await bash('oc rollout status -w deployment/istio-pilot && oc rollout status -w deployment/istio-mixer && oc rollout status -w deployment/istio-ca && oc rollout status -w deployment/istio-ingress')).toMatchObject({ code: 0 })
  }, 60_000)

  it('reads from ~/.mirror what would come from the net', async () => {
    const address = 'https://raw.githubusercontent.com/jaegertracing/jaeger-kubernetes/master/all-in-one/jaeger-all-in-one-template.yml'
    expect(await shell.run(`oc apply -f ${address}`)).toMatchObject({ code: 0, out: expect.stringContaining('jaeger-query') })
    expect(await shell.run('oc apply -f https://example.com/x.yaml')).toMatchObject({ code: 1, err: expect.stringContaining('unable to read URL "https://example.com/x.yaml"') })
    mkdirSync(join(shell.home, '.mirror', 'example.com'), { recursive: true })
    writeFileSync(join(shell.home, '.mirror', 'x.yaml'), 'kind: Secret\n')
    expect(await shell.run('oc apply -f https://example.com/..%2fx.yaml%2f..%2f..%2f..%2fetc/passwd')).toMatchObject({ code: 1, err: expect.stringContaining('unable to read URL') })
  })

  it('installs the bookshop with a proxy in each pod', async () => {
    const { code, out } = await bash('./install-sample-app.sh')
    expect(code).toBe(0)
    expect(out).toContain('deployment.extensions/reviews-v3 created\n')
    for (const name of ['details-v1', 'productpage-v1', 'ratings-v1', 'reviews-v1', 'reviews-v2', 'reviews-v3']) {
      expect(await shell.run(`oc rollout status -w deployment/${name}`)).toMatchObject({ code: 0, out: expect.stringContaining(`deployment "${name}" successfully rolled out\n`) })
    }
    const pods = await shell.run('oc get pods --selector app=reviews')
    expect(pods.out.match(/^reviews-v\d-\S+ +2\/2 +Running/gm)).toHaveLength(3)
  }, 60_000)

  it('finds the broken pod and reads its log', async () => {
    const script = `istioctl kube-inject -f ~/broken.yaml | oc create -f - && oc rollout status -w deployment/ratings-v1-broken
      BROKEN_POD_NAME=$(oc get pods -l app=ratings,broken=true -o jsonpath='{.items[?(@.status.phase=="Running")].metadata.name}')
      oc logs -c ratings $BROKEN_POD_NAME`
    const { code, out } = await bash(script)
    expect(code).toBe(0)
    expect(out).toContain('deployment.extensions/ratings-v1-broken created\n')
    expect(out).toMatch(/Server listening on: http:\/\/0\.0\.0\.0:9080\n$/)
  })
})
