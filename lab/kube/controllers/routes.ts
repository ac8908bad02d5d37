import type { ClusterReader, KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'
import { same, timestamp } from '../store.ts'
import type { Action, Controller } from './controller.ts'

const resource = 'route.openshift.io/routes'

/** OpenShift's router tells each route whether it serves its host: the oldest claim wins. */
export const routes: Controller = ({ cluster, nowMs }) => ({
  actions: cluster.list(resource).flatMap((route) => reconcile(cluster, route, nowMs)),
})

function reconcile(cluster: ClusterReader, route: KubeObject, nowMs: number): Action[] {
  const host = text(read(route, 'spec', 'host'))
  const rival = cluster.list(resource).find((other) => other !== route && claims(other, route) && isOlder(other, route))
  const [before] = readList(route, 'status', 'ingress')
  const [past] = readList(before, 'conditions')
  const status = rival ? 'False' : 'True'
  const lastTransitionTime = read(past, 'status') === status ? read(past, 'lastTransitionTime') : timestamp(nowMs)
  const refusal = rival ? { reason: 'HostAlreadyClaimed', message: `route ${rival.metadata.name} already exposes ${host} and is older` } : {}
  const ingress = { host, routerName: 'default', wildcardPolicy: 'None', conditions: [{ type: 'Admitted', status, lastTransitionTime, ...refusal }] }
  return same(before, ingress) ? [] : [{ op: 'update', resource, object: { ...route, status: { ingress: [ingress] } } }]
}

function claims(other: KubeObject, route: KubeObject): boolean {
  return ['host', 'path'].every((field) => text(read(other, 'spec', field)) === text(read(route, 'spec', field)))
}

function isOlder(other: KubeObject, route: KubeObject): boolean {
  const [theirs, ours] = [Date.parse(other.metadata.creationTimestamp ?? ''), Date.parse(route.metadata.creationTimestamp ?? '')]
  return theirs < ours || (theirs === ours && `${other.metadata.namespace}/${other.metadata.name}` < `${route.metadata.namespace}/${route.metadata.name}`)
}
