import type { ClusterReader, KubeObject } from '../object.ts'
import { read, readList, readStrings, text } from '../read.ts'
import { objectSelector } from '../selector.ts'
import { same } from '../store.ts'
import type { Action, Controller } from './controller.ts'
import { isReady } from './replica-sets.ts'

/** Service → Endpoints: the ready pods that its selector finds. */
export const endpoints: Controller = ({ cluster }) => ({
  actions: [...cluster.list('services').flatMap((service) => reconcile(cluster, service)), ...orphans(cluster)],
})

function reconcile(cluster: ClusterReader, service: KubeObject): Action[] {
  const selector = readStrings(service, 'spec', 'selector')
  if (Object.keys(selector).length === 0) return []
  const { name, namespace } = service.metadata
  const before = cluster.get('endpoints', namespace, name)
  const subsets = subsetsOf(cluster, service)
  if (before) return same(before['subsets'] ?? [], subsets) ? [] : [{ op: 'update', resource: 'endpoints', object: { ...before, subsets } }]
  const metadata = { name, ...(namespace ? { namespace } : {}), ...(service.metadata.labels ? { labels: service.metadata.labels } : {}) }
  return [{ op: 'create', resource: 'endpoints', object: { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets } }]
}

function subsetsOf(cluster: ClusterReader, service: KubeObject): unknown[] {
  const fits = objectSelector(readStrings(service, 'spec', 'selector'))
  const found = cluster.list('pods', service.metadata.namespace).filter((pod) => fits(pod.metadata.labels ?? {}) && !pod.metadata.deletionTimestamp)
  const address = (pod: KubeObject) => ({
    ip: text(read(pod, 'status', 'podIP')),
    nodeName: text(read(pod, 'spec', 'nodeName')),
    targetRef: { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid },
  })
  const known = found.filter((pod) => text(read(pod, 'status', 'podIP')) !== '')
  const [ready, waiting] = [known.filter(isReady), known.filter((pod) => !isReady(pod))]
  if (known.length === 0) return []
  const ports = readList(service, 'spec', 'ports').map((port) => {
    const name = text(read(port, 'name'))
    return { ...(name ? { name } : {}), port: targetPort(port), protocol: text(read(port, 'protocol')) || 'TCP' }
  })
  return [{ ...(ready.length > 0 ? { addresses: ready.map(address) } : {}), ...(waiting.length > 0 ? { notReadyAddresses: waiting.map(address) } : {}), ports }]
}

function targetPort(port: unknown): unknown {
  const target = read(port, 'targetPort')
  return typeof target === 'number' ? target : read(port, 'port')
}

function orphans(cluster: ClusterReader): Action[] {
  const left = cluster.list('endpoints').filter(({ metadata }) => !cluster.get('services', metadata.namespace, metadata.name))
  return left.map((object) => ({ op: 'delete', resource: 'endpoints', object }))
}
