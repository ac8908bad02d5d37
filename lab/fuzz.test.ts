import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLab } from './create-lab.ts'
import type { Lab } from './lab.ts'
import { VirtualClock } from './mesh/testing/virtual-clock.ts'

const token = 'secret'
const clock = new VirtualClock()
let lab: Lab

beforeEach(() => {
  lab = createLab({ clock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token })
})

afterEach(() => {
  lab.stop()
})

/** Words that mean something somewhere, so that random requests reach deep. */
const words = [
  'api', 'apis', 'v1', 'apps', 'extensions', 'v1beta1', 'autoscaling', 'v2', 'config.istio.io', 'v1alpha2', 'networking.istio.io', 'route.openshift.io', 'project.openshift.io', 'namespaces',
  'istio-system', 'default', 'pods', 'services', 'deployments', 'replicasets', 'ingresses', 'routerules', 'memquotas', 'virtualservices', 'routes', 'projects', 'projectrequests', 'events', 'nodes', 'node-1',
  'horizontalpodautoscalers', 'customresourcedefinitions', 'apiextensions.k8s.io', 'metrics.k8s.io', 'reviews-default', 'reviews-v1', 'reviews', 'status', 'scale', 'log', 'exec', 'token', 'eviction', 'finalize',
  'openapi', 'v3', 'version', 'healthz', 'oauth', 'authorize', '.well-known', 'constructor', '__proto__', 'toString', '..', '%', '%zz', '%2F', 'ü', '\u0000', '', 'selfsubjectaccessreviews', 'authorization.k8s.io',
]

const queries = ['watch', 'limit', 'continue', 'labelSelector', 'fieldSelector', 'resourceVersion', 'timeoutSeconds', 'sendInitialEvents', 'dryRun', 'fieldManager', 'fieldValidation', 'force', 'propagationPolicy', 'gracePeriodSeconds', 'follow', 'tailLines', 'sinceSeconds', 'container', 'includeObject', 'query', 'start']
const values = ['true', 'All', 'Strict', '1', '-1', '0', '9'.repeat(30), 'NaN', 'a=b', 'a in (b,c)', '!x', '((((', ',,,,', 'metadata.name=reviews', 'metadata.constructor=1', '__proto__=x', 'Orphan', 'Foreground', '\u0000', '🙂']
const types = ['application/json', 'application/yaml', 'application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml', 'application/vnd.kubernetes.protobuf', 'text/plain', 'x']
const accepts = ['', '*/*', 'application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList', 'text/html']

const fields = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'spec', 'status', 'replicas', 'selector', 'matchLabels', 'template', 'containers', 'image', 'ports', 'containerPort', 'route', 'destination', 'weight', 'match', 'request', 'headers', 'cookie', 'regex', 'httpFault', 'delay', 'percent', 'fixedDelay',
  'http', 'hosts', 'rules', 'backend', 'paths', 'versions', 'names', 'schema', 'openAPIV3Schema', 'properties', 'items', 'metrics', 'subsets', 'addresses', 'managedFields', 'finalizers', 'ownerReferences', 'resourceVersion', 'uid', 'generateName', 'constructor', 'toString', '$patch', '$retainKeys', '$setElementOrder/containers', 'op', 'path', 'value', 'from', 'data', 'stringData', 'quotas', 'overrides', 'dimensions', 'actions']
const leaf = fc.oneof(fc.constantFrom('v1', 'RouteRule', 'Deployment', 'reviews', 'default', '7s', '25%', '(((', '/spec/replicas', '/metadata', '', 'delete', 'replace', 'add', 'copy', 'a'.repeat(300)), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string())
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...fields), tie('json'), { maxKeys: 5 })),
}))

const body = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array([0x6b, 0x38, 0x73, 0, ...bytes])) },
  { weight: 1, arbitrary: fc.constantFrom('{"__proto__":{"polluted":1}}', '{"metadata":{"labels":{"__proto__":"x"}}}', `${'['.repeat(5000)}${']'.repeat(5000)}`, `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]`, '- - - - -', '{"a":1e999}') },
)

const request = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  path: fc.oneof(
    fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string() }), { maxLength: 8 }),
    fc.tuple(fc.constantFrom('pods', 'services', 'configmaps', 'events'), fc.constantFrom('', 'reviews', 'x')).map(([kind, name]) => ['api', 'v1', 'namespaces', 'istio-system', kind, name]),
    fc.tuple(fc.constantFrom('apis/apps/v1/namespaces/istio-system/deployments', 'apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules', 'apis/networking.istio.io/v1/namespaces/istio-system/virtualservices', 'apis/autoscaling/v2/namespaces/istio-system/horizontalpodautoscalers', 'apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'apis/extensions/v1beta1/namespaces/istio-system/ingresses', 'apis/route.openshift.io/v1/namespaces/istio-system/routes'), fc.constantFrom('', 'reviews-v1', 'reviews-default', 'x', 'reviews-v1/scale', 'reviews-v1/status')).map(([path, name]) => [...path.split('/'), ...name.split('/')]),
  ),
  query: fc.dictionary(fc.constantFrom(...queries), fc.oneof(fc.constantFrom(...values), fc.string()), { maxKeys: 3 }),
  type: fc.constantFrom(...types),
  accept: fc.constantFrom(...accepts),
  body,
})

const podTemplate = { metadata: { labels: { app: 'reviews', version: 'v9' } }, spec: { containers: [{ name: 'reviews', image: 'istio/examples-bookinfo-reviews-v3:1.5.0', ports: [{ containerPort: 9080, name: 'http' }], env: [{ name: 'A', value: 'b' }, { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }], resources: { requests: { cpu: '10m' }, limits: { cpu: '20m' } } }, { name: 'istio-proxy', image: 'istio/proxy:0.6.0', args: ['proxy', 'sidecar'] }], volumes: [{ name: 'v', emptyDir: {} }] } }
const workload = { replicas: 1, selector: { matchLabels: { app: 'reviews', version: 'v9' } }, template: podTemplate }

/** Objects that are right. */
const samples = ([
  ['apps/v1', 'Deployment', 'deployments', { ...workload, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } }, progressDeadlineSeconds: 5 }],
  ['apps/v1', 'StatefulSet', 'statefulsets', { ...workload, serviceName: 'x' }],
  ['apps/v1', 'DaemonSet', 'daemonsets', { selector: workload.selector, template: podTemplate }],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'reviews-v1' }, minReplicas: 1, maxReplicas: 3, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }], behavior: { scaleDown: { stabilizationWindowSeconds: 1 } } }],
  ['extensions/v1beta1', 'Ingress', 'ingresses', { rules: [{ host: 'x', http: { paths: [{ path: '/productpage', backend: { serviceName: 'productpage', servicePort: 9080 } }, { path: '/a.*', backend: { serviceName: 'details', servicePort: 'http' } }] } }] }],
  ['route.openshift.io/v1', 'Route', 'routes', { host: 'x.example', path: '/a', to: { kind: 'Service', name: 'productpage', weight: 1 }, port: { targetPort: 'http' } }],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', { group: 'x.example', scope: 'Namespaced', names: { plural: 'samples', kind: 'Sample', shortNames: ['sa'] }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } } } } }, additionalPrinterColumns: [{ name: 'A', type: 'date', jsonPath: '.spec.a[?(@.b=="c")].d' }] }] }, 'samples.x.example'],
  ['config.istio.io/v1alpha2', 'RouteRule', 'routerules', { destination: { name: 'reviews' }, precedence: 9, match: { source: { name: 'productpage', labels: { version: 'v1' } }, request: { headers: { cookie: { regex: '^(.*?;)?(user=jason)(;.*)?$' }, uri: { prefix: '/reviews' } } } }, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }], httpFault: { delay: { percent: 10, fixedDelay: '10ms' }, abort: { percent: 10, httpStatus: 503 } }, httpReqTimeout: { simpleTimeout: { timeout: '1s' } }, httpReqRetries: { simpleRetry: { attempts: 2, perTryTimeout: '100ms' } }, rewrite: { uri: '/reviews' }, mirror: { name: 'details' }, corsPolicy: { allowOrigin: ['*'], maxAge: '1s' }, appendHeaders: { a: 'b' } }],
  ['config.istio.io/v1alpha2', 'DestinationPolicy', 'destinationpolicies', { destination: { name: 'reviews', labels: { version: 'v1' } }, loadBalancing: { name: 'RANDOM' }, circuitBreaker: { simpleCb: { maxConnections: 1, httpMaxPendingRequests: 1, httpConsecutiveErrors: 1, sleepWindow: '15m', httpDetectionInterval: '10s', httpMaxEjectionPercent: 100 } } }],
  ['config.istio.io/v1alpha2', 'EgressRule', 'egressrules', { destination: { service: '*.example.com' }, ports: [{ port: 443, protocol: 'https' }] }],
  ['config.istio.io/v1alpha2', 'memquota', 'memquotas', { quotas: [{ name: 'requestcount.quota.istio-system', maxAmount: 5, validDuration: '1s', overrides: [{ dimensions: { destination: 'ratings' }, maxAmount: 1, validDuration: '1s' }] }] }, 'handler'],
  ['config.istio.io/v1alpha2', 'quota', 'quotas', { dimensions: { source: 'source.labels["app"] | source.service | "unknown"', destination: 'destination.labels["app"]' } }, 'requestcount'],
  ['config.istio.io/v1alpha2', 'rule', 'rules', { match: 'destination.labels["app"] == "details" && request.headers["x"] != ""', actions: [{ handler: 'handler.memquota', instances: ['requestcount.quota'] }] }, 'quota'],
  ['config.istio.io/v1alpha2', 'QuotaSpecBinding', 'quotaspecbindings', { quotaSpecs: [{ name: 'request-count', namespace: 'istio-system' }], services: [{ name: 'ratings' }] }],
  ['config.istio.io/v1alpha2', 'denier', 'deniers', { status: { code: 7, message: 'no' } }],
  ['networking.istio.io/v1', 'VirtualService', 'virtualservices', { hosts: ['reviews'], gateways: ['mesh'], http: [{ match: [{ headers: { 'end-user': { exact: 'jason' } }, uri: { regex: '/r.*' }, queryParams: { a: { exact: 'b' } } }], fault: { delay: { percentage: { value: 50 }, fixedDelay: '1ms' }, abort: { percentage: { value: 5 }, httpStatus: 418 } }, route: [{ destination: { host: 'reviews', subset: 'v1', port: { number: 9080 } }, weight: 1, headers: { request: { set: { a: 'b' } } } }], retries: { attempts: 1, perTryTimeout: '1s', retryOn: '5xx' }, timeout: '2s', mirror: { host: 'details' }, mirrorPercentage: { value: 1 }, corsPolicy: { allowOrigins: [{ exact: '*' }] }, rewrite: { uri: '/' } }, { redirect: { uri: '/x', redirectCode: 302 } }] }],
  ['networking.istio.io/v1', 'DestinationRule', 'destinationrules', { host: 'reviews', trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' }, connectionPool: { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 1 } }, outlierDetection: { consecutive5xxErrors: 1, interval: '1s', baseEjectionTime: '1m', maxEjectionPercent: 100 } }, subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'user', ttl: '0s' } } } } }] }],
  ['networking.istio.io/v1', 'Gateway', 'gateways', { selector: { istio: 'ingress' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] }],
  ['networking.istio.io/v1', 'ServiceEntry', 'serviceentries', { hosts: ['x.example'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS', location: 'MESH_EXTERNAL' }],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes', { parentRefs: [{ group: '', kind: 'Service', name: 'reviews', port: 9080 }], hostnames: ['x'], rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'a', value: 'b', type: 'RegularExpression' }] }], filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }], backendRefs: [{ name: 'reviews', port: 9080, weight: 1 }], timeouts: { request: '1s' } }] }],
] as const).map(([apiVersion, kind, plural, spec, name = 'sample']) => ({ plural, object: { apiVersion, kind, metadata: { name }, spec } }))

async function ask(input: typeof request extends fc.Arbitrary<infer T> ? T : never, host: string): Promise<Response> {
  const query = new URLSearchParams(input.query)
  const path = input.path.map((segment) => (/^[\w.%-]*$/.test(segment) ? segment : encodeURIComponent(segment))).join('/')
  const hasBody = !['GET', 'HEAD'].includes(input.method)
  const response = await clock.until(lab.fetch(new Request(`http://${host}/${path}?${query}`, {
    method: input.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': input.type, ...(input.accept ? { accept: input.accept } : {}), cookie: 'user=jason' },
    ...(hasBody ? { body: input.body } : {}),
  })))
  // A stream is opened and left; everything else is read to its end.
  if (input.query['watch'] || input.query['follow']) await response.body?.cancel()
  else await response.text()
  return response
}

describe('whatever is asked', () => {
  test('the API server answers, with a reason and never with a fault of its own', async () => {
    await fc.assert(fc.asyncProperty(request, async (input) => {
      const response = await ask(input, 'api.lab')
      expect(response.status).toBeGreaterThanOrEqual(200)
      expect(response.status).not.toBe(500)
      await clock.pass(1)
    }), { numRuns: 1500, seed: 42 })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    const nodes = await lab.fetch(new Request('http://api.lab/api/v1/nodes', { headers: { authorization: `Bearer ${token}` } }))
    expect(nodes.status).toBe(200)
    expect(JSON.parse(JSON.stringify(lab.snapshot()))).toEqual(lab.snapshot())
  })

  test('the router answers', async () => {
    await fc.assert(fc.asyncProperty(request, fc.constantFrom('istio-ingress', 'grafana', 'prometheus', 'nobody'), async (input, route) => {
      const response = await ask(input, `${route}-istio-system.lab.localhost`)
      expect(response.status).toBeGreaterThanOrEqual(200)
      await clock.pass(1)
    }), { numRuns: 300, seed: 42 })
  })

  test('objects that are almost right are stored or refused, and traffic still flows', async () => {
    const verdicts = new Set<number>()
    await fc.assert(fc.asyncProperty(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), json), { minLength: 1, maxLength: 3 }), fc.constantFrom('POST', 'PUT', 'merge', 'strategic', 'apply'), async ({ plural, object }, changes, how) => {
      const changed = changes.reduce<unknown>((value, [place, content]) => mutated(value, place, content), object)
      const collection = `http://api.lab/apis/${object.apiVersion}/${plural === 'customresourcedefinitions' ? '' : 'namespaces/istio-system/'}${plural}`
      const send = (method: string, path: string, type: string, content: unknown) => lab.fetch(new Request(path, { method, headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: JSON.stringify(content) }))
      if (how !== 'POST') await send('POST', collection, 'application/json', object)
      const one = `${collection}/${object.metadata.name}`
      const response = how === 'POST' ? await send('POST', collection, 'application/json', changed)
        : how === 'PUT' ? await send('PUT', one, 'application/json', changed)
        : how === 'apply' ? await send('PATCH', `${one}?fieldManager=x&force=true`, 'application/apply-patch+yaml', changed)
        : await send('PATCH', one, `application/${how === 'merge' ? 'merge-patch' : 'strategic-merge-patch'}+json`, changed)
      verdicts.add(response.status)
      expect(response.status, await response.text()).not.toBe(500)
      await clock.pass(100)
      const page = await clock.until(lab.fetch(new Request('http://istio-ingress-istio-system.lab.localhost/productpage')))
      expect(page.status, await page.text()).toBeLessThan(600)
      for (const accept of ['application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io']) {
        expect((await lab.fetch(new Request(collection, { headers: { authorization: `Bearer ${token}`, accept } }))).status).toBe(200)
      }
      await send('DELETE', one, 'application/json', {})
    }), { numRuns: 400, seed: 42 })
    expect([...verdicts]).toEqual(expect.arrayContaining([200, 201, 422]))
  })
})

/** A copy of a value with one of its parts, however deep, replaced. */
function mutated(value: unknown, place: number, content: unknown): unknown {
  const paths: (readonly (string | number)[])[] = []
  const walk = (one: unknown, path: readonly (string | number)[]) => {
    paths.push(path)
    if (Array.isArray(one)) one.forEach((item, index) => walk(item, [...path, index]))
    else if (typeof one === 'object' && one !== null) for (const [key, item] of Object.entries(one)) walk(item, [...path, key])
  }
  walk(value, [])
  const path = paths[place % paths.length] ?? []
  // The object itself and what names it stay, or every request would end at its door.
  return path.length < 2 || path[0] === 'metadata' ? value : replaced(value, path, content)
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], content: unknown): unknown {
  if (key === undefined) return content
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, content) : item))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, content) : item])) : content
}
