import { expect, test } from 'vitest'
import { describeKubectl } from '../testing/kubectl-session.ts'

await describeKubectl('reading', (session) => {
  const { run } = session
  const old = session.version === '1.20'

  test('lists pods as a table, wide and by label', async () => {
    const { stdout } = await run('get pods -l app=reviews')
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE$/)
    expect(lines.slice(1).map((line) => line.split(/ +/).slice(1, 4))).toEqual(Array.from({ length: 3 }, () => ['2/2', 'Running', '0']))
    const wide = await run('get pods -l app=reviews,version=v2 -o wide')
    expect(wide.stdout).toMatch(/IP +NODE +NOMINATED NODE +READINESS GATES\nreviews-v2-\d+-\w{5} +2\/2 +Running +0 +60m +10\.128\.0\.\d+ +node-1 +<none> +<none>\n/)
  })

  test.each([
    ['services', /^NAME +TYPE +CLUSTER-IP +EXTERNAL-IP +PORT\(S\) +AGE\n/],
    ['deployments', /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\n/],
    ['replicasets', /^NAME +DESIRED +CURRENT +READY +AGE\n/],
    ['routes', /^NAME +HOST\/PORT +PATH +SERVICES +PORT +TERMINATION +WILDCARD\n/],
    ['nodes', /^NAME +STATUS +ROLES +AGE +VERSION\n/],
    ['namespaces', /^NAME +STATUS +AGE\n/],
    ['endpoints', /^NAME +ENDPOINTS +AGE\n/],
    ['endpointslices', /^NAME +ADDRESSTYPE +PORTS +ENDPOINTS +AGE\n/],
    ['serviceaccounts', /^NAME +SECRETS +AGE\n/],
    ['ingress', /^NAME +CLASS +HOSTS +ADDRESS +PORTS +AGE\n/],
    ['projects', /^NAME +DISPLAY NAME +STATUS\n/],
    ['routerules', /^NAME +AGE\n/],
  ])('the columns of %s', async (kind, columns) => {
    const { code, stdout } = await run(`get ${kind}`)
    expect(stdout).toMatch(columns)
    expect(code).toBe(0)
  })

  test('prints names, fields and sorted lists', async () => {
    expect((await run('get pods -l app=details -o name')).stdout).toMatch(/^pod\/details-v1-\d+-\w{5}\n$/)
    expect((await run(['get', 'deploy', '-l', 'none', '-o', 'name'])).stdout).toBe('')
    expect((await run(['get', 'svc', 'reviews', '-o', 'custom-columns=N:.metadata.name,P:.spec.ports[0].port'])).stdout).toBe('N         P\nreviews   9080\n')
    expect((await run(['get', 'svc', '-l', 'app', '--sort-by=.metadata.name', '-o', 'jsonpath={.items[*].metadata.name}'])).stdout).toMatch(/^details .*productpage .*ratings reviews/)
    expect((await run(['get', 'pods', '-o', 'jsonpath={.items[?(@.metadata.labels.version=="v3")].metadata.labels.app}'])).stdout).toBe('reviews')
    expect((await run(['get', 'pods', '-l', 'app=details', '-o', 'go-template={{range .items}}{{.status.phase}}{{end}}'])).stdout).toBe('Running')
    expect(JSON.parse((await run('get svc reviews -o json')).stdout)).toMatchObject({ apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'reviews' } } })
  })

  test('pages through a long list in chunks', async () => {
    const whole = await run('get pods --no-headers')
    const chunked = await run('get pods --no-headers --chunk-size=3')
    expect(chunked.stdout.split('\n').length).toBe(whole.stdout.split('\n').length)
  })

  test('selects by fields that the server knows', async () => {
    expect((await run('get pods --field-selector=status.phase!=Running -o name')).stdout).not.toContain('reviews')
    const { code, stderr } = await run('get pods --field-selector=spec.colour=red')
    expect(code).toBe(1)
    expect(stderr).toContain('field label not supported: spec.colour')
  })

  test('lists several kinds and all namespaces', async () => {
    const { stdout } = await run('get svc,deploy -A -l app=reviews')
    expect(stdout).toMatch(/NAMESPACE +NAME +TYPE/)
    expect(stdout).toContain('service/reviews')
    expect((await run('get all')).stdout).toMatch(/pod\/.*service\/.*deployment\.apps\/.*replicaset\.apps\/.*route\.route\.openshift\.io\//s)
  })

  test.each([
    ['get routerule nope', 'Error from server (NotFound): routerules.config.istio.io "nope" not found\n'],
    ['get pods nope', 'Error from server (NotFound): pods "nope" not found\n'],
    ['get foo', 'error: the server doesn\'t have a resource type "foo"\n'],
    ['delete svc nope', 'Error from server (NotFound): services "nope" not found\n'],
    ['create -f /nonexistent.yaml', 'error: the path "/nonexistent.yaml" does not exist\n'],
  ])('%s fails as on a cluster', async (command, message) => {
    expect(await run(command)).toEqual({ code: 1, stdout: '', stderr: message })
  })

  test('says when a list is empty, with success', async () => {
    expect(await run('get pods -n default')).toEqual({ code: 0, stdout: '', stderr: 'No resources found in default namespace.\n' })
    expect(await run('delete svc nope --ignore-not-found')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('describes pods, services, deployments, nodes and rules', async () => {
    const pod = await run('describe pod -l app=reviews,version=v1')
    expect(pod.stdout).toMatch(/Name: +reviews-v1-/)
    expect(pod.stdout).toMatch(/Controlled By: +ReplicaSet\/reviews-v1-/)
    expect(pod.stdout).toMatch(/istio-proxy:\n/)
    expect(pod.stdout).toMatch(/Ready +True/)
    const service = await run('describe svc reviews')
    expect(service.stdout).toMatch(/Endpoints: +10\.128\.0\.\d+:9080,10\.128\.0\.\d+:9080,10\.128\.0\.\d+:9080\n/)
    expect((await run('describe deploy reviews-v1')).stdout).toMatch(/Replicas: +1 desired \| 1 updated \| 1 total \| 1 available \| 0 unavailable/)
    expect((await run('describe node node-1')).stdout).toMatch(/Allocatable:\n +cpu: +4\n/)
    expect((await run('describe routerule reviews-test-v2')).stdout).toMatch(/Kind: +RouteRule\n[\s\S]*Precedence: +2\n/)
  })

  test('explains kinds and fields, of clusters and of meshes', async () => {
    expect((await run('explain deployment.spec.replicas')).stdout).toContain('Number of pods that are wanted')
    expect((await run('explain routerule.spec.httpFault.delay')).stdout).toContain('fixedDelay')
    expect((await run('explain virtualservice.spec.http.match')).stdout).toContain('sourceLabels')
    expect((await run('explain service --recursive')).stdout).toContain('targetPort')
    expect((await run('explain deployment.spec.nope')).code).toBe(1)
  })

  test('tells kinds, versions and rights', async () => {
    const kinds = (await run('api-resources --no-headers')).stdout
    expect(kinds).toMatch(/^routerules +config\.istio\.io\/v1alpha2 +true +RouteRule$/m)
    expect(kinds).toMatch(/^virtualservices +vs +networking\.istio\.io\/v1 +true +VirtualService$/m)
    expect(kinds).toMatch(/^httproutes +gateway\.networking\.k8s\.io\/v1 +true +HTTPRoute$/m)
    expect(kinds).toMatch(/^pods +metrics\.k8s\.io\/v1beta1 +true +PodMetrics$/m)
    expect((await run('api-versions')).stdout.split('\n')).toEqual(expect.arrayContaining(['apps/v1', 'config.istio.io/v1alpha2', 'networking.istio.io/v1alpha3', 'v1']))
    expect(await run('auth can-i create deployments')).toMatchObject({ code: 0, stdout: 'yes\n' })
    expect((await run('version')).stdout).toContain('v1.29.0+rehearsal')
    expect((await run('get --raw /healthz')).stdout).toBe('ok')
    if (!old) expect((await run('auth whoami')).stdout).toMatch(/Username +admin/)
  })

  test('lists definitions, roles and security constraints', async () => {
    expect((await run('get crd routerules.config.istio.io')).stdout).toMatch(/^NAME +CREATED AT\nrouterules\.config\.istio\.io +\d{4}-/)
    expect((await run('get clusterrole cluster-admin system:openshift:scc:anyuid -o name')).stdout).toBe('clusterrole.rbac.authorization.k8s.io/cluster-admin\nclusterrole.rbac.authorization.k8s.io/system:openshift:scc:anyuid\n')
    expect((await run('get scc privileged')).stdout).toMatch(/^NAME +PRIV +SELINUX +RUNASUSER +PRIORITY\nprivileged +true /)
  })

  test('reads logs of one container, and says which there are', async () => {
    const reviews = await run('logs deploy/reviews-v1 -c reviews --tail=1')
    expect(reviews).toMatchObject({ code: 0 })
    expect(reviews.stdout.trimEnd().split('\n')).toHaveLength(1)
    const unnamed = await run('logs deploy/reviews-v1')
    if (old) expect(unnamed.stderr).toMatch(/^error: a container name must be specified for pod reviews-v1-\d+-\w{5}, choose one of: \[reviews istio-proxy\]\n/)
    else expect(unnamed.stderr).toContain('Defaulted container "reviews" out of: reviews, istio-proxy')
    const wrong = await run('logs deploy/reviews-v1 -c ratings')
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toMatch(/container ratings is not valid for pod reviews-v1-/)
  })
})
