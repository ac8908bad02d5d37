import type { KubeObject } from '../kube/object.ts'
import { deployment, routeRule, service } from './manifest.ts'
import { sidecar, sidecarAnnotations } from './sidecar.ts'

/** Names, labels, images and ports of Istio's bookinfo sample (Apache-2.0), samples/bookinfo/kube/bookinfo.yaml 0.6.0. */
const workloads: readonly (readonly [app: string, version: string])[] = [
  ['details', 'v1'], ['ratings', 'v1'], ['reviews', 'v1'], ['reviews', 'v2'], ['reviews', 'v3'], ['productpage', 'v1'],
]
const services = ['details', 'ratings', 'reviews', 'productpage']
const paths = ['/productpage', '/login', '/logout', '/api/v1/products.*']

/** The shop: four services, six deployments with sidecars, and the ingress of its page. */
export function bookinfoObjects(namespace: string): readonly KubeObject[] {
  return [
    ...services.map((name) => service(namespace, name, { port: 9080, selector: { app: name } })),
    ...workloads.map(([app, version]) => deployment(namespace, {
      name: `${app}-${version}`,
      labels: { app, version },
      annotations: sidecarAnnotations,
      containers: [
        { name: app, image: `istio/examples-bookinfo-${app}-${version}:1.5.0`, imagePullPolicy: 'IfNotPresent', ports: [{ containerPort: 9080 }] },
        sidecar(app),
      ],
    })),
    {
      apiVersion: 'extensions/v1beta1',
      kind: 'Ingress',
      metadata: { name: 'gateway', namespace, annotations: { 'kubernetes.io/ingress.class': 'istio' } },
      spec: { rules: [{ http: { paths: paths.map((path) => ({ path, backend: { serviceName: 'productpage', servicePort: 9080 } })) } }] },
    },
  ]
}

const jason = { request: { headers: { cookie: { regex: '^(.*?;)?(user=jason)(;.*)?$' } } } }

/** The rules after the lab's fifth step: everything on v1, and the two of the test still there. */
export function canaryRules(namespace: string): readonly KubeObject[] {
  const toV1 = services.map((name) => routeRule(namespace, `${name}-default`, { destination: { name }, precedence: 1, route: [{ labels: { version: 'v1' } }] }))
  return [
    ...toV1,
    routeRule(namespace, 'reviews-test-v2', { destination: { name: 'reviews' }, precedence: 2, match: jason, route: [{ labels: { version: 'v2' } }] }),
    routeRule(namespace, 'ratings-test-delay', {
      destination: { name: 'ratings' }, precedence: 2, match: jason, route: [{ labels: { version: 'v1' } }],
      httpFault: { delay: { percent: 100, fixedDelay: '7s' } },
    }),
  ]
}
