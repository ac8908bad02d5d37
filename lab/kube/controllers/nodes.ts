import type { KubeObject } from '../object.ts'
import { read, readList, readRecord } from '../read.ts'
import { same, timestamp } from '../store.ts'
import type { Action, Controller } from './controller.ts'

const leaseNamespace = 'kube-node-lease'

/** How often a node tells that it lives. */
const heartbeatMs = 5 * 60_000

const conditions = [
  { type: 'MemoryPressure', status: 'False', reason: 'KubeletHasSufficientMemory', message: 'kubelet has sufficient memory available' },
  { type: 'DiskPressure', status: 'False', reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure' },
  { type: 'PIDPressure', status: 'False', reason: 'KubeletHasSufficientPID', message: 'kubelet has sufficient PID available' },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
]

/** Nodes tell how they are, in their status and by a lease. */
export const nodes: Controller = ({ cluster, nowMs }) => {
  const all = cluster.list('nodes')
  const beatMs = nowMs - (nowMs % heartbeatMs)
  const hasLeases = cluster.get('namespaces', undefined, leaseNamespace) !== undefined
  const actions = all.flatMap((node): Action[] => [...withStatus(node, beatMs), ...(hasLeases ? lease(node, cluster.get('coordination.k8s.io/leases', leaseNamespace, node.metadata.name), beatMs) : [])])
  return { actions, ...(all.length > 0 ? { wakeAtMs: beatMs + heartbeatMs } : {}) }
}

function withStatus(node: KubeObject, beatMs: number): Action[] {
  const since = node.metadata.creationTimestamp ?? timestamp(beatMs)
  const lastHeartbeatTime = timestamp(Math.max(beatMs, Date.parse(since)))
  const before = readList(node, 'status', 'conditions')
  const next = conditions.map((one) => ({ ...one, lastHeartbeatTime, lastTransitionTime: read(before.find((past) => read(past, 'type') === one.type), 'lastTransitionTime') ?? since }))
  const status = { ...node.status, allocatable: readRecord(node, 'status', 'allocatable')['cpu'] ? read(node, 'status', 'allocatable') : read(node, 'status', 'capacity'), conditions: next }
  return same(status, node.status) ? [] : [{ op: 'update', resource: 'nodes', object: { ...node, status } }]
}

function lease(node: KubeObject, before: KubeObject | undefined, beatMs: number): Action[] {
  const { name, uid = '' } = node.metadata
  const renewTime = `${timestamp(beatMs).slice(0, -1)}.000000Z`
  const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime }
  if (before) return same(before.spec, spec) ? [] : [{ op: 'update', resource: 'coordination.k8s.io/leases', object: { ...before, spec } }]
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
  return [{ op: 'create', resource: 'coordination.k8s.io/leases', object: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: leaseNamespace, ownerReferences }, spec } }]
}
