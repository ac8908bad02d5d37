import { chmod, writeFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { fastClock } from '../testing/fast-clock.ts'
import { describeKubectl } from '../testing/kubectl-session.ts'

const image = 'istio/examples-bookinfo-details-v1:1.5.0'

function deployment({ value = '1', replicas = 1, extra = {} }: { value?: string; replicas?: number; extra?: object } = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', labels: { tier: 'front' } },
    spec: {
      replicas, selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image, env: [{ name: 'COLOUR', value }], ports: [{ containerPort: 9080 }] }] } },
      ...extra,
    },
  })
}

const rule = (weight: number, spec: object = {}) => JSON.stringify({
  apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name: 'web' },
  spec: { destination: { name: 'web' }, route: [{ labels: { version: 'v1' }, weight }], ...spec },
})

await describeKubectl('writing', (session) => {
  const { run } = session
  const old = session.version === '1.20'
  const colour = async () => (await run(['get', 'deploy', 'web', '-o', 'jsonpath={.spec.template.spec.containers[0].env[0].value}'])).stdout

  beforeAll(async () => {
    await writeFile(session.client.path('web.json'), deployment())
    await writeFile(session.client.path('edit.sh'), '#!/bin/sh\nsed -i s/COLOUR/COLOR/ "$1"\n')
    await chmod(session.client.path('edit.sh'), 0o755)
  })

  test('applies: created, unchanged, configured', async () => {
    expect(await run('apply -f -', deployment())).toEqual({ code: 0, stdout: 'deployment.apps/web created\n', stderr: '' })
    expect(await run('apply -f -', deployment())).toEqual({ code: 0, stdout: 'deployment.apps/web unchanged\n', stderr: '' })
    expect(await run('apply -f -', deployment({ value: '2' }))).toEqual({ code: 0, stdout: 'deployment.apps/web configured\n', stderr: '' })
    expect(await colour()).toBe('2')
  })

  test('takes away what is no longer in the file', async () => {
    await run('apply -f -', deployment({ extra: { minReadySeconds: 5 } }))
    await run('apply -f -', deployment({ value: '2' }))
    expect((await run(['get', 'deploy', 'web', '-o', 'jsonpath={.spec.minReadySeconds}'])).stdout).toBe('')
  })

  test('shows differences and runs dry without storing', async () => {
    const diff = await run('diff -f -', deployment({ value: '3' }))
    expect(diff.stdout).toMatch(/^- +value: "2"$/m)
    expect(diff.stdout).toMatch(/^\+ +value: "3"$/m)
    expect(diff.code).toBe(1)
    expect((await run('apply --dry-run=server -f -', deployment({ value: '3' }))).stdout).toBe(old ? 'deployment.apps/web configured (server dry run)\n' : 'deployment.apps/web configured (server dry run)\n')
    expect(await run('delete deploy web --dry-run=server')).toMatchObject({ code: 0 })
    expect(await colour()).toBe('2')
    expect(await run('diff -f -', deployment({ value: '2' }))).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('warns when it applies what was created', async () => {
    await run('create -f -', rule(100))
    const { code, stdout, stderr } = await run('apply -f -', rule(100, { precedence: 3 }))
    expect(stderr).toContain('is missing the kubectl.kubernetes.io/last-applied-configuration annotation')
    expect(stdout).toBe('routerule.config.istio.io/web configured\n')
    expect(code).toBe(0)
  })

  test('applies on the side of the server, with conflicts between managers', async () => {
    const refused = await run('apply --server-side --field-manager=other -f -', deployment({ value: '4' }))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.template.spec.containers[name="web"].env[name="COLOUR"].value')
    const forced = await run('apply --server-side --force-conflicts --field-manager=other -f -', deployment({ value: '4' }))
    expect(forced).toMatchObject({ code: 0, stdout: 'deployment.apps/web serverside-applied\n' })
    expect(await colour()).toBe('4')
  })

  test('takes away what a manager no longer applies, unless another has it too', async () => {
    const settings = (data?: object) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shared' }, ...(data ? { data } : {}) })
    const data = async () => (await run(['get', 'cm', 'shared', '-o', 'jsonpath={.data}'])).stdout
    await run('apply --server-side --field-manager=one -f -', settings({ a: '1', b: '1' }))
    await run('apply --server-side --field-manager=two -f -', settings({ b: '1', c: '1' }))
    expect(await data()).toBe('{"a":"1","b":"1","c":"1"}')
    await run('apply --server-side --field-manager=one -f -', settings())
    expect(await data()).toBe('{"b":"1","c":"1"}')
    await run('apply --server-side --field-manager=two -f -', settings({ c: '1' }))
    expect(await data()).toBe('{"c":"1"}')
    const managers = await run(['get', 'cm', 'shared', '-o', 'jsonpath={.metadata.managedFields[*].manager}', ...(old ? [] : ['--show-managed-fields'])])
    expect(managers.stdout).toBe('two')
  })

  test.each([
    ['merge', '{"metadata":{"labels":{"a":"1","tier":null}}}', '{"a":"1"}'],
    ['strategic', '{"metadata":{"labels":{"b":"2"}}}', '{"a":"1","b":"2"}'],
    ['json', '[{"op":"remove","path":"/metadata/labels/a"}]', '{"b":"2"}'],
  ])('patches by %s patch', async (type, patch, labels) => {
    expect(await run(['patch', 'deploy', 'web', '--type', type, '-p', patch])).toMatchObject({ code: 0, stdout: 'deployment.apps/web patched\n' })
    expect((await run(['get', 'deploy', 'web', '-o', 'jsonpath={.metadata.labels}'])).stdout).toBe(labels)
  })

  test('merges containers and their variables by name', async () => {
    await run(['patch', 'deploy', 'web', '-p', '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"SIZE","value":"L"}]},{"name":"more","image":"x"}]}}}}'])
    const { stdout } = await run(['get', 'deploy', 'web', '-o', 'jsonpath={range .spec.template.spec.containers[*]}{.name}:{.env[*].name} {end}'])
    expect(stdout).toContain('more:')
    expect(stdout).toMatch(/web:(COLOUR SIZE|SIZE COLOUR)/)
    await run(['patch', 'deploy', 'web', '-p', '{"spec":{"template":{"spec":{"containers":[{"name":"more","$patch":"delete"}]}}}}'])
    expect((await run(['get', 'deploy', 'web', '-o', 'jsonpath={.spec.template.spec.containers[*].name}'])).stdout).toBe('web')
  })

  test('refuses a patch that does not fit', async () => {
    const { code, stderr } = await run(['patch', 'deploy', 'web', '--type', 'json', '-p', '[{"op":"test","path":"/spec/replicas","value":7}]'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/[Tt]he request is invalid|is invalid/)
  })

  test('labels, annotates, edits and sets', async () => {
    expect((await run('label deploy web x=y')).stdout).toBe('deployment.apps/web labeled\n')
    expect((await run('annotate deploy web note=z')).stdout).toBe('deployment.apps/web annotated\n')
    expect((await run('set env deploy/web SIZE=XL')).stdout).toBe('deployment.apps/web env updated\n')
    const edited = await session.client.run('edit deploy web', { env: { EDITOR: session.client.path('edit.sh') } })
    expect(edited.stdout).toBe('deployment.apps/web edited\n')
    expect((await run(['get', 'deploy', 'web', '-o', 'jsonpath={.spec.template.spec.containers[0].env[*].name}'])).stdout).toContain('COLOR')
  })

  test('replaces, and refuses what was changed in between', async () => {
    const stored = JSON.parse((await run('get routerule web -o json')).stdout)
    expect(await run('replace -f -', JSON.stringify({ ...stored, spec: { ...stored.spec, precedence: 4 } }))).toMatchObject({ code: 0, stdout: 'routerule.config.istio.io/web replaced\n' })
    const { code, stderr } = await run('replace -f -', JSON.stringify({ ...stored, spec: { ...stored.spec, precedence: 5 } }))
    expect(code).toBe(1)
    expect(stderr).toBe('Error from server (Conflict): error when replacing "STDIN": Operation cannot be fulfilled on routerules.config.istio.io "web": the object has been modified; please apply your changes to the latest version and try again\n')
    expect((await run('replace -f -', rule(100).replace('"web"', '"nope"'))).stderr).toBe('Error from server (NotFound): error when replacing "STDIN": routerules.config.istio.io "nope" not found\n')
    const forced = await run('replace --force -f -', rule(100))
    expect(forced.stdout).toContain('routerule.config.istio.io/web replaced')
  })

  test('says what is wrong with a field', async () => {
    const typo = deployment({ extra: { replica: 3 } }).replace('"web"', '"typo"')
    const { code, stderr } = await run('create -f -', typo)
    expect(code).toBe(1)
    if (old) expect(stderr).toContain('ValidationError(Deployment.spec): unknown field "replica" in io.k8s.api.apps.v1.DeploymentSpec')
    else expect(stderr).toBe('Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"\n')
    const wrong = await run('create --validate=false -f -', deployment().replace('"replicas":1', '"replicas":"one"').replace('"web"', '"typo"'))
    expect(wrong.stderr).toContain('json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32')
    const loose = await run('create --validate=false -f -', typo.replaceAll('"app":"web"', '"app":"loose"'))
    expect(loose.code).toBe(0)
  })

  test.each([
    ['names that are none', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'No_Good' } }, /The ConfigMap "No_Good" is invalid: metadata\.name: Invalid value: "No_Good": a lowercase RFC 1123 subdomain must consist of/],
    ['selectors that fit no pod', JSON.parse(deployment({ extra: { selector: { matchLabels: { app: 'other' } } } }).replace('"web"', '"unfit"')), /The Deployment "unfit" is invalid: spec\.template\.metadata\.labels: Invalid value: .*`selector` does not match template `labels`/],
    ['services without ports', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'portless' }, spec: { selector: { a: 'b' } } }, /The Service "portless" is invalid: spec\.ports: Required value/],
    ['unknown namespaces', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'nope' } }, /Error from server \(NotFound\): error when creating "STDIN": namespaces "nope" not found/],
    ['unknown kinds', { apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRulez', metadata: { name: 'a' } }, /no matches for kind "RouteRulez" in version "config\.istio\.io\/v1alpha2"/],
    ['weights that are not 100', JSON.parse(rule(90).replace('"web"', '"heavy"')), /admission webhook "pilot-webhook\.istio\.io" denied the request: configuration is invalid: 1 error occurred:\n\n\* route weights total 90 \(must total 100\)\n/],
  ])('refuses %s', async (_what, object, message) => {
    const { code, stderr } = await run('create -f -', JSON.stringify(object))
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
  })

  test('makes the things that kubectl makes by itself', async () => {
    const made = [
      ['create configmap settings --from-literal=colour=red', 'configmap/settings created', 'cm settings', '{.data}', '{"colour":"red"}'],
      ['create secret generic word --from-literal=pass=sesame', 'secret/word created', 'secret word', '{.data}', '{"pass":"c2VzYW1l"}'],
      ['create serviceaccount robot', 'serviceaccount/robot created', 'sa robot', '{.metadata.name}', 'robot'],
      ['create role reader --verb=get --resource=pods', 'role.rbac.authorization.k8s.io/reader created', 'role reader', '{.rules[0].resources}', '["pods"]'],
      ['create rolebinding reading --role=reader --serviceaccount=default:robot', 'rolebinding.rbac.authorization.k8s.io/reading created', 'rolebinding reading', '{.subjects[0].name}', 'robot'],
      ['create quota few --hard=pods=20', 'resourcequota/few created', 'resourcequota few', '{.spec.hard.pods}', '20'],
      ['create deployment two --image=nginx', 'deployment.apps/two created', 'deploy two', '{.spec.template.spec.containers[0].image}', 'nginx'],
      ['create job once --image=nginx', 'job.batch/once created', 'job once', '{.spec.template.spec.restartPolicy}', 'Never'],
      ['create ingress way --rule=shop.example/=web:80', 'ingress.networking.k8s.io/way created', 'ingress way', '{.spec.rules[0].host}', 'shop.example'],
      ['expose deployment web --port=80 --target-port=9080', 'service/web exposed', 'svc web', '{.spec.ports[0].targetPort}', '9080'],
      ['autoscale deployment web --cpu-percent=50 --min=1 --max=4', 'horizontalpodautoscaler.autoscaling/web autoscaled', 'hpa web', '{.spec.maxReplicas}', '4'],
      [`run single --image=${image}`, 'pod/single created', 'pod single', '{.spec.containers[0].name}', 'single'],
      ['create namespace annex', 'namespace/annex created', 'ns annex', '{.status.phase}', 'Active'],
    ] as const
    for (const [command, said, what, path, value] of made) {
      expect(await run(command), command).toMatchObject({ code: 0, stdout: `${said}\n` })
      expect((await run(['get', ...what.split(' '), '-o', `jsonpath=${path}`])).stdout, command).toBe(value)
    }
    expect((await run('create namespace annex')).stderr).toBe('Error from server (AlreadyExists): namespaces "annex" already exists\n')
    if (!old) expect((await run('create token robot')).stdout).not.toBe('')
  })

  test('deletes: in the background, orphaning, in the foreground, at once', async () => {
    expect((await run('delete deploy web --cascade=orphan')).stdout).toContain('deployment.apps "web" deleted')
    const sets = (await run('get rs -l app=web -o name')).stdout.trimEnd().split('\n')
    expect(sets[0]).toMatch(/^replicaset\.apps\/web-/)
    expect((await run(['delete', ...sets, '--cascade=foreground'])).code).toBe(0)
    expect((await run('get pods -l app=web -o name')).stdout).toBe('')
    expect((await run('delete pod single --grace-period=0 --force')).stdout).toContain('pod "single" force deleted')
    expect((await run('delete namespace annex')).stdout).toBe('namespace "annex" deleted\n')
    expect((await run('get ns annex')).code).toBe(1)
  })

  test('keeps what has a finalizer until that is gone', async () => {
    await run('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept', finalizers: ['lab.example/wait'] } }))
    await run('delete cm kept --wait=false')
    expect((await run(['get', 'cm', 'kept', '-o', 'jsonpath={.metadata.deletionTimestamp}'])).stdout).toMatch(/^\d{4}-/)
    await run(['patch', 'cm', 'kept', '--type', 'merge', '-p', '{"metadata":{"finalizers":null}}'])
    expect((await run('get cm kept')).code).toBe(1)
  })
}, { lab: { clock: fastClock(10) } })
