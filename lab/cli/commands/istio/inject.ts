import { isObject, listAt, objectAt, textAt, withValue } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'

/** Where the parts of the mesh are to be found. */
export interface MeshOptions {
  readonly hub: string
  readonly tag: string
  readonly istioNamespace: string
}

/** Where the pod stands in an object, by kind; the empty path for a Pod itself. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [], Deployment: ['spec', 'template'], DaemonSet: ['spec', 'template'], StatefulSet: ['spec', 'template'], ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'], Job: ['spec', 'template'], CronJob: ['spec', 'jobTemplate', 'spec', 'template'], DeploymentConfig: ['spec', 'template'],
}

const statusAnnotation = 'sidecar.istio.io/status'

/** The object with Istio's proxy in its pods, as `istioctl kube-inject` 0.6.0 puts it there; undefined where there is nothing to do. */
export function inject(object: JsonObject, mesh: MeshOptions): JsonObject | undefined {
  if (textAt(object, 'kind').endsWith('List') && Array.isArray(object.items)) {
    const items = listAt(object, 'items').map((item) => (isObject(item) ? inject(item, mesh) ?? item : item))
    return { ...object, items }
  }
  const path = templates[textAt(object, 'kind')]
  if (path === undefined) return undefined
  const template = objectAt(object, ...path)
  if (!wantsProxy(template)) return undefined
  const injected = injectPod(template, mesh)
  return path.length === 0 ? { ...object, ...injected } : withValue(object, path, injected)
}

function wantsProxy(template: JsonObject): boolean {
  if (textAt(template, 'metadata', 'annotations', 'sidecar.istio.io/inject') === 'false') return false
  // A pod on the node's own network would catch the traffic of the whole node.
  if (objectAt(template, 'spec').hostNetwork === true) return false
  return !listAt(template, 'spec', 'containers').some((container) => textAt(container, 'name') === 'istio-proxy')
}

function injectPod(template: JsonObject, mesh: MeshOptions): JsonObject {
  const spec = objectAt(template, 'spec')
  const account = textAt(spec, 'serviceAccountName') || 'default'
  const status = JSON.stringify({ version: mesh.tag, initContainers: ['istio-init'], containers: ['istio-proxy'], volumes: ['istio-envoy', 'istio-certs'] })
  return {
    ...template,
    metadata: { ...objectAt(template, 'metadata'), annotations: { ...objectAt(template, 'metadata', 'annotations'), [statusAnnotation]: status } },
    spec: {
      ...spec,
      containers: [...listAt(spec, 'containers'), proxy(textAt(template, 'metadata', 'labels', 'app') || 'istio-proxy', mesh)],
      initContainers: [...listAt(spec, 'initContainers'), init(mesh)],
      volumes: [
        ...listAt(spec, 'volumes'),
        { emptyDir: { medium: 'Memory' }, name: 'istio-envoy' },
        { name: 'istio-certs', secret: { optional: true, secretName: `istio.${account}` } },
      ],
    },
  }
}

function init({ hub, tag }: MeshOptions): JsonObject {
  return {
    args: ['-p', '15001', '-u', '1337'], image: `${hub}/proxy_init:${tag}`, imagePullPolicy: 'IfNotPresent', name: 'istio-init', resources: {},
    securityContext: { capabilities: { add: ['NET_ADMIN'] }, privileged: true },
  }
}

function proxy(serviceCluster: string, { hub, tag, istioNamespace }: MeshOptions): JsonObject {
  const settings: readonly (readonly [string, string])[] = [
    ['configPath', '/etc/istio/proxy'], ['binaryPath', '/usr/local/bin/envoy'], ['serviceCluster', serviceCluster], ['drainDuration', '45s'],
    ['parentShutdownDuration', '1m0s'], ['discoveryAddress', `istio-pilot.${istioNamespace}:15003`], ['discoveryRefreshDelay', '1s'],
    ['zipkinAddress', `zipkin.${istioNamespace}:9411`], ['connectTimeout', '10s'], ['statsdUdpAddress', `istio-mixer.${istioNamespace}:9125`],
    ['proxyAdminPort', '15000'], ['controlPlaneAuthPolicy', 'NONE'],
  ]
  const fromField = (name: string, fieldPath: string): Json => ({ name, valueFrom: { fieldRef: { fieldPath } } })
  return {
    args: ['proxy', 'sidecar', ...settings.flatMap(([name, value]) => [`--${name}`, value])],
    env: [fromField('POD_NAME', 'metadata.name'), fromField('POD_NAMESPACE', 'metadata.namespace'), fromField('INSTANCE_IP', 'status.podIP')],
    image: `${hub}/proxy:${tag}`, imagePullPolicy: 'IfNotPresent', name: 'istio-proxy', resources: {},
    securityContext: { privileged: false, readOnlyRootFilesystem: true, runAsUser: 1337 },
    volumeMounts: [{ mountPath: '/etc/istio/proxy', name: 'istio-envoy' }, { mountPath: '/etc/certs/', name: 'istio-certs', readOnly: true }],
  }
}
