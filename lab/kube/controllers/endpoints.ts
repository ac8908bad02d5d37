import type { Random } from '../../clock.ts'
import { randomText } from '../../random.ts'
import type { ClusterReader, KubeObject } from '../object.ts'
import { number, read, readList, readStrings, text } from '../read.ts'
import { objectSelector } from '../selector.ts'
import { same } from '../store.ts'
import { ownedBy, ownerReference, type Action, type Controller } from './controller.ts'
import { isActive, isReady } from './replica-sets.ts'

const slices = 'discovery.k8s.io/endpointslices'

/** Service → Endpoints and EndpointSlice: the pods that its selector finds, ready or not. */
export const endpoints: Controller = ({ cluster, random }) => ({
  actions: [...cluster.list('services').flatMap((service) => reconcile(cluster, service, random)), ...orphans(cluster)],
})

interface Found {
  readonly ready: readonly KubeObject[]
  readonly waiting: readonly KubeObject[]
  readonly ports: readonly Readonly<Record<string, unknown>>[]
}

function reconcile(cluster: ClusterReader, service: KubeObject, random: Random): Action[] {
  const selector = readStrings(service, 'spec', 'selector')
  if (Object.keys(selector).length === 0) return []
  const found = find(cluster, service)
  return [...endpointsOf(cluster, service, found), ...sliceOf(cluster, service, { found, random })]
}

function find(cluster: ClusterReader, service: KubeObject): Found {
  const fits = objectSelector(readStrings(service, 'spec', 'selector'))
  const pods = cluster.list('pods', service.metadata.namespace).filter((pod) => fits(pod.metadata.labels ?? {}) && isActive(pod) && text(read(pod, 'status', 'podIP')) !== '')
  const ports = readList(service, 'spec', 'ports').flatMap((port) => {
    const name = text(read(port, 'name'))
    const target = targetPort(port, pods)
    return target === undefined ? [] : [{ ...(name ? { name } : {}), port: target, protocol: text(read(port, 'protocol')) || 'TCP' }]
  })
  return { ready: pods.filter(isReady), waiting: pods.filter((pod) => !isReady(pod)), ports }
}

function endpointsOf(cluster: ClusterReader, service: KubeObject, { ready, waiting, ports }: Found): Action[] {
  const { name, namespace, labels } = service.metadata
  const before = cluster.get('endpoints', namespace, name)
  const addresses = (pods: readonly KubeObject[]) => pods.map((pod) => ({ ip: text(read(pod, 'status', 'podIP')), nodeName: text(read(pod, 'spec', 'nodeName')), targetRef: reference(pod) }))
  const known = ready.length + waiting.length > 0
  const subsets = known ? [{ ...(ready.length > 0 ? { addresses: addresses(ready) } : {}), ...(waiting.length > 0 ? { notReadyAddresses: addresses(waiting) } : {}), ports }] : []
  if (before) return same(before['subsets'] ?? [], subsets) ? [] : [{ op: 'update', resource: 'endpoints', object: { ...before, subsets } }]
  const metadata = { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}) }
  return [{ op: 'create', resource: 'endpoints', object: { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets } }]
}

function sliceOf(cluster: ClusterReader, service: KubeObject, { found: { ready, waiting, ports }, random }: { readonly found: Found; readonly random: Random }): Action[] {
  const { name, namespace, labels } = service.metadata
  const endpoint = (isUp: boolean) => (pod: KubeObject) => ({
    addresses: [text(read(pod, 'status', 'podIP'))],
    conditions: { ready: isUp, serving: isUp, terminating: false },
    nodeName: text(read(pod, 'spec', 'nodeName')),
    targetRef: reference(pod),
  })
  const content = { addressType: 'IPv4', endpoints: [...ready.map(endpoint(true)), ...waiting.map(endpoint(false))], ports: ports.map((port) => ({ name: '', ...port })) }
  const [before] = ownedBy(cluster, slices, service)
  if (before) {
    const unchanged = same(before['endpoints'], content.endpoints) && same(before['ports'], content.ports)
    return unchanged ? [] : [{ op: 'update', resource: slices, object: { ...before, ...content } }]
  }
  const metadata = {
    name: `${name}-${randomText(random, 'bcdfghjklmnpqrstvwxz2456789', 5)}`,
    generateName: `${name}-`,
    ...(namespace ? { namespace } : {}),
    labels: { ...labels, 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'kubernetes.io/service-name': name },
    ownerReferences: [...ownerReference(service)],
  }
  return [{ op: 'create', resource: slices, object: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, ...content } }]
}

function reference(pod: KubeObject): unknown {
  return { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid }
}

/** The number behind a service's port; a name is looked up among the containers' ports. */
function targetPort(port: unknown, pods: readonly KubeObject[]): number | undefined {
  const target = read(port, 'targetPort')
  if (typeof target === 'number') return target
  const name = text(target)
  if (!name) return number(read(port, 'port'))
  const ports = pods.flatMap((pod) => readList(pod, 'spec', 'containers')).flatMap((container) => readList(container, 'ports'))
  const named = ports.find((one) => read(one, 'name') === name)
  return named === undefined ? undefined : number(read(named, 'containerPort'))
}

function orphans(cluster: ClusterReader): Action[] {
  const left = cluster.list('endpoints').filter(({ metadata }) => !cluster.get('services', metadata.namespace, metadata.name))
  return left.map((object) => ({ op: 'delete', resource: 'endpoints', object }))
}
