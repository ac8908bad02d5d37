import { age } from '../age.ts'
import type { Column } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { number, read, readList, text } from '../read.ts'

/** What `kubectl get pods` shows. */
export const podColumns: readonly Column[] = [
  { name: 'Ready', value: (pod) => `${statuses(pod).filter((status) => read(status, 'ready') === true).length}/${readList(pod, 'spec', 'containers').length}` },
  { name: 'Status', value: podStatus },
  { name: 'Restarts', type: 'integer', value: (pod) => statuses(pod).reduce((sum: number, status) => sum + number(read(status, 'restartCount')), 0) },
  { name: 'Age', value: age },
  { name: 'IP', wide: true, value: (pod) => text(read(pod, 'status', 'podIP')) || '<none>' },
  { name: 'Node', wide: true, value: (pod) => text(read(pod, 'spec', 'nodeName')) || '<none>' },
  { name: 'Nominated Node', wide: true, value: () => '<none>' },
  { name: 'Readiness Gates', wide: true, value: () => '<none>' },
]

/** The word in the STATUS column: a waiting container's reason, Terminating, or the phase. */
export function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating'
  for (const status of statuses(pod)) {
    const reason = text(read(status, 'state', 'waiting', 'reason')) || text(read(status, 'state', 'terminated', 'reason'))
    if (reason) return reason
  }
  return text(read(pod, 'status', 'phase')) || 'Pending'
}

function statuses(pod: KubeObject): readonly unknown[] {
  return readList(pod, 'status', 'containerStatuses')
}
