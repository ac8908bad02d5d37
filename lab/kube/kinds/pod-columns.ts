import { age } from '../age.ts'
import type { Column } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { number, read, readList, text } from '../read.ts'

/** What `kubectl get pods` shows. */
export const podColumns: readonly Column[] = [
  { name: 'Ready', value: (pod) => `${statuses(pod).filter((status) => read(status, 'ready') === true).length}/${readList(pod, 'spec', 'containers').length}` },
  { name: 'Status', value: podStatus },
  { name: 'Restarts', value: (pod) => String(statuses(pod).reduce((sum: number, status) => sum + number(read(status, 'restartCount')), 0)) },
  { name: 'Age', value: age },
  { name: 'IP', wide: true, value: (pod) => text(read(pod, 'status', 'podIP')) || '<none>' },
  { name: 'Node', wide: true, value: (pod) => text(read(pod, 'spec', 'nodeName')) || '<none>' },
  { name: 'Nominated Node', wide: true, value: () => '<none>' },
  { name: 'Readiness Gates', wide: true, value: () => '<none>' },
]

/** The word in the STATUS column, as the real server's printer finds it. */
function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating'
  return initStatus(pod) ?? containerStatus(pod) ?? (text(read(pod, 'status', 'reason')) || text(read(pod, 'status', 'phase')) || 'Pending')
}

/** How far the init containers are: `Init:0/1`, or the reason why one waits. */
function initStatus(pod: KubeObject): string | undefined {
  const all = readList(pod, 'status', 'initContainerStatuses')
  const at = all.findIndex((status) => read(status, 'state', 'terminated', 'exitCode') !== 0)
  if (at < 0) return undefined
  const reason = text(read(all[at], 'state', 'waiting', 'reason')) || text(read(all[at], 'state', 'terminated', 'reason'))
  return reason && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${at}/${readList(pod, 'spec', 'initContainers').length}`
}

function containerStatus(pod: KubeObject): string | undefined {
  const reasons = statuses(pod).map((status) => text(read(status, 'state', 'waiting', 'reason')) || text(read(status, 'state', 'terminated', 'reason')))
  return reasons.find((reason) => reason !== '')
}

function statuses(pod: KubeObject): readonly unknown[] {
  return readList(pod, 'status', 'containerStatuses')
}
