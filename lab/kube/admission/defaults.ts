import type { Kind } from '../kind.ts'
import type { ClusterReader, KubeObject } from '../object.ts'
import { isRecord, read, readList, readRecord, text } from '../read.ts'

interface Incomplete {
  readonly kind: Kind
  readonly object: KubeObject
  readonly before: KubeObject | undefined
  readonly cluster: ClusterReader
}

type Spec = Readonly<Record<string, unknown>>

const completers: Readonly<Record<string, (spec: Spec, input: Incomplete) => Spec>> = {
  'apps/deployments': deploymentSpec,
  services: serviceSpec,
  pods: podSpec,
  'autoscaling/horizontalpodautoscalers': (spec) => ({ minReplicas: 1, ...spec }),
}

/** Fills in what a server fills in, so that later code need not ask what is missing. */
export function applyDefaults(input: Incomplete): KubeObject {
  const complete = completers[input.kind.resource]
  const { object } = input
  if (!complete) return object
  return { ...object, spec: { ...complete(readRecord(object, 'spec'), input) } }
}

function deploymentSpec(spec: Spec): Spec {
  const template = readRecord(spec, 'template')
  // extensions/v1beta1 lets the selector be derived from the template.
  const selector = isRecord(spec['selector']) ? spec['selector'] : { matchLabels: readRecord(template, 'metadata', 'labels') }
  return {
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    ...spec,
    selector,
    template: { ...template, spec: podSpec(readRecord(template, 'spec')) },
  }
}

function podSpec(spec: Spec): Spec {
  return {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...spec,
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
  return { sessionAffinity: 'None', type: 'ClusterIP', ...(headless ? {} : { clusterIP }), ...spec, ports }
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
