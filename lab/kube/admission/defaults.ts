import type { Kind } from '../kind.ts'
import type { ClusterReader, KubeObject } from '../object.ts'
import { isRecord, number, read, readList, readRecord, text } from '../read.ts'
import { withDefinitionStatus } from './custom-definition.ts'

interface Incomplete {
  readonly kind: Kind
  readonly object: KubeObject
  readonly before: KubeObject | undefined
  readonly cluster: ClusterReader
  readonly routerSuffix: string
}

type Spec = Readonly<Record<string, unknown>>

const completers: Readonly<Record<string, (spec: Spec, input: Incomplete) => Spec>> = {
  'apps/deployments': deploymentSpec,
  services: serviceSpec,
  pods: podSpec,
  'apps/statefulsets': (spec) => ({ podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ...withTemplate(spec) }),
  'apps/daemonsets': (spec) => ({ revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }, ...withTemplate(spec) }),
  'apps/replicasets': (spec) => ({ replicas: 1, ...withTemplate(spec) }),
  'autoscaling/horizontalpodautoscalers': (spec) => ({ minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }], ...spec }),
  'route.openshift.io/routes': routeSpec,
}

/** Whole objects whose defaults stand outside `spec`. */
const wholes: Readonly<Record<string, (object: KubeObject, input: Incomplete) => KubeObject>> = {
  namespaces: namespace,
  secrets: secret,
  'route.openshift.io/routes': (object) => (text(read(object, 'spec', 'host')) ? object : { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, 'openshift.io/host.generated': 'true' } } }),
  'apiextensions.k8s.io/customresourcedefinitions': (object, { before }) => withDefinitionStatus(object, before),
}

/** Fills in what a server fills in, so that later code need not ask what is missing. */
export function applyDefaults(input: Incomplete): KubeObject {
  const { kind: { resource } } = input
  const object = (Object.hasOwn(wholes, resource) ? wholes[resource]?.(input.object, input) : undefined) ?? input.object
  const complete = Object.hasOwn(completers, resource) ? completers[resource] : undefined
  return complete ? { ...object, spec: { ...complete(readRecord(object, 'spec'), input) } } : object
}

function namespace(object: KubeObject): KubeObject {
  const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name }
  return { ...object, metadata: { ...object.metadata, labels }, spec: { finalizers: ['kubernetes'], ...object.spec }, status: { phase: 'Active', ...object.status } }
}

/** `stringData` is a way to write `data`. */
function secret(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object
  const written = Object.entries(readRecord(stringData)).map(([key, value]) => [key, base64(text(value))] as const)
  return { type: 'Opaque', ...rest, ...(written.length > 0 ? { data: { ...readRecord(object, 'data'), ...Object.fromEntries(written) } } : {}) }
}

function base64(value: string): string {
  return btoa(Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join(''))
}

/** A host of the router's own where the route names none. */
function routeSpec(spec: Spec, { object, routerSuffix }: Incomplete): Spec {
  const host = text(spec['host']) || `${object.metadata.name}-${object.metadata.namespace}.${routerSuffix}`
  return { wildcardPolicy: 'None', ...spec, host, to: { kind: 'Service', weight: 100, ...readRecord(spec, 'to') } }
}

function deploymentSpec(spec: Spec): Spec {
  const template = readRecord(spec, 'template')
  // extensions/v1beta1 lets the selector be derived from the template.
  const selector = isRecord(spec['selector']) ? spec['selector'] : { matchLabels: readRecord(template, 'metadata', 'labels') }
  const type = text(read(spec, 'strategy', 'type')) || 'RollingUpdate'
  const given = readRecord(spec, 'strategy', 'rollingUpdate')
  return {
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
    ...withTemplate(spec),
    strategy: type === 'RollingUpdate' ? { type, rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...given } } : { type },
    selector,
  }
}

function withTemplate(spec: Spec): Spec {
  const template = readRecord(spec, 'template')
  return { ...spec, template: { ...template, metadata: { creationTimestamp: null, ...readRecord(template, 'metadata') }, spec: podSpec(readRecord(template, 'spec')) } }
}

function podSpec(spec: Spec): Spec {
  return {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...spec,
    ...(readList(spec, 'initContainers').length > 0 ? { initContainers: readList(spec, 'initContainers').map(container) } : {}),
    containers: readList(spec, 'containers').map(container),
  }
}

function container(given: unknown): unknown {
  const image = text(read(given, 'image'))
  const latest = !image.includes(':') || image.endsWith(':latest')
  return {
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...readRecord(given),
    ...(readList(given, 'ports').length > 0 ? { ports: readList(given, 'ports').map((port) => ({ protocol: 'TCP', ...readRecord(port) })) } : {}),
  }
}

function serviceSpec(spec: Spec, { cluster, before }: Incomplete): Spec {
  const ports = readList(spec, 'ports').map((port) => ({ protocol: 'TCP', targetPort: read(port, 'port'), ...readRecord(port) }))
  const headless = spec['clusterIP'] === 'None' || spec['type'] === 'ExternalName'
  const clusterIP = text(read(before, 'spec', 'clusterIP')) || freeClusterIp(cluster)
  const type = text(spec['type']) || 'ClusterIP'
  const exposed = ['NodePort', 'LoadBalancer'].includes(type)
  const nodePorts = new Set(exposed ? usedNodePorts(cluster) : [])
  const withNodePorts = exposed ? ports.map((port) => ({ ...port, nodePort: nodePortOf(port, { before, used: nodePorts }) })) : ports
  const address = spec['clusterIP'] ?? clusterIP
  return {
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ...(exposed ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(headless ? {} : { clusterIP, clusterIPs: [address] }),
    ...spec,
    type,
    ports: withNodePorts,
  }
}

function usedNodePorts(cluster: ClusterReader): readonly number[] {
  return cluster.list('services').flatMap((service) => readList(service, 'spec', 'ports').map((port) => number(read(port, 'nodePort')))).filter((port) => port > 0)
}

/** The node port that a port names or had before, or the next free one. */
function nodePortOf(port: Readonly<Record<string, unknown>>, { before, used }: { readonly before: KubeObject | undefined; readonly used: Set<number> }): number {
  const own = number(port['nodePort']) || number(read(readList(before, 'spec', 'ports').find((one) => read(one, 'port') === port['port']), 'nodePort'))
  let free = own || 30_001
  while (!own && used.has(free)) free += 1
  used.add(free)
  return free
}

/** The next address of the service network that no service holds. */
function freeClusterIp(cluster: ClusterReader): string {
  const used = new Set(cluster.list('services').map((service) => text(read(service, 'spec', 'clusterIP'))))
  for (let next = 1; next < 65_000; next += 1) {
    const address = `172.30.${Math.floor(next / 250)}.${(next % 250) + 1}`
    if (!used.has(address)) return address
  }
  return `172.30.255.${used.size % 250}`
}
