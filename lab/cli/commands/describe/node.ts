import type { CommandCall } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { dig, isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { ageOf } from '../../output/table.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels, addList, orNone, plain, timeText } from './parts.ts'

export const describeNode: Describer = async (call, { object: node, name }, withEvents) => {
  const lines = new Lines().add(0, `Name:\t${name}`)
  const labels = objectAt(node, 'metadata', 'labels')
  const roles = Object.keys(labels).filter((label) => label.startsWith('node-role.kubernetes.io/')).map((label) => label.slice('node-role.kubernetes.io/'.length))
  lines.add(0, `Roles:\t${orNone(roles.toSorted().join(','))}`)
  addLabels(lines, 'Labels', labels)
  addAnnotations(lines, 'Annotations', objectAt(node, 'metadata', 'annotations'))
  lines.add(0, `CreationTimestamp:\t${timeText(textAt(node, 'metadata', 'creationTimestamp'))}`)
  addList(lines, 'Taints', listAt(node, 'spec', 'taints').map((taint) => `${textAt(taint, 'key')}${textAt(taint, 'value') === '' ? '' : `=${textAt(taint, 'value')}`}:${textAt(taint, 'effect')}`))
  lines.add(0, `Unschedulable:\t${String(dig(node, 'spec', 'unschedulable') === true)}`)
  await addLease(call, lines, name)
  addStatus(lines, node)
  const pods = listAt(await (await call.cluster()).api.get('/api/v1/pods', { fieldSelector: `spec.nodeName=${name}` }), 'items').filter(isObject)
    .filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase')))
  addPods(lines, pods)
  if (withEvents) addEvents(lines, await eventsOf(call, node))
  return lines.aligned()
}

// By its lease a node shows that it is alive; older servers have none.
async function addLease(call: CommandCall, lines: Lines, name: string): Promise<void> {
  try {
    const lease = await (await call.cluster()).api.get(`/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${encodeURIComponent(name)}`)
    const time = (field: string) => (textAt(lease, 'spec', field) === '' ? '<unset>' : timeText(textAt(lease, 'spec', field)))
    lines.add(0, 'Lease:').add(1, `HolderIdentity:\t${textAt(lease, 'spec', 'holderIdentity') || '<unset>'}`).add(1, `AcquireTime:\t${time('acquireTime')}`).add(1, `RenewTime:\t${time('renewTime')}`)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

const systemInfo = [
  ['Machine ID', 'machineID'], ['System UUID', 'systemUUID'], ['Boot ID', 'bootID'], ['Kernel Version', 'kernelVersion'], ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'], ['Architecture', 'architecture'], ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'], ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const

function addStatus(lines: Lines, node: JsonObject): void {
  lines.add(0, 'Conditions:').add(0, '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage').add(1, '----\t------\t-----------------\t------------------\t------\t-------')
  for (const one of listAt(node, 'status', 'conditions')) {
    const cells = [textAt(one, 'type'), textAt(one, 'status'), timeText(textAt(one, 'lastHeartbeatTime')), timeText(textAt(one, 'lastTransitionTime')), textAt(one, 'reason'), textAt(one, 'message')]
    lines.add(1, cells.join(' \t'))
  }
  lines.add(0, 'Addresses:')
  for (const one of listAt(node, 'status', 'addresses')) lines.add(1, `${textAt(one, 'type')}:\t${textAt(one, 'address')}`)
  for (const [title, field] of [['Capacity', 'capacity'], ['Allocatable', 'allocatable']] as const) {
    const amounts = objectAt(node, 'status', field)
    if (Object.keys(amounts).length > 0) lines.add(0, `${title}:`)
    for (const resource of Object.keys(amounts).toSorted()) lines.add(1, `${resource}:\t${plain(amounts[resource])}`)
  }
  lines.add(0, 'System Info:')
  for (const [title, field] of systemInfo) lines.add(1, `${title}:\t${textAt(node, 'status', 'nodeInfo', field)}`)
}

function addPods(lines: Lines, pods: readonly JsonObject[]): void {
  const nowMs = Date.now()
  lines.add(0, `Non-terminated Pods:\t(${pods.length} in total)`)
    .add(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAGE').add(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---')
  for (const pod of pods) {
    const amounts = (['cpu', 'memory'] as const).flatMap((resource) => (['requests', 'limits'] as const).map((kind) => `${orZero(amountOf(pod, kind, resource))} (0%)`))
    const cells = [textAt(pod, 'metadata', 'namespace'), textAt(pod, 'metadata', 'name'), '', ...amounts, ageOf(textAt(pod, 'metadata', 'creationTimestamp'), nowMs)]
    lines.add(1, cells.join('\t'))
  }
  lines.add(0, 'Allocated resources:').add(0, '  (Total limits may be over 100 percent, i.e., overcommitted.)').add(1, 'Resource\tRequests\tLimits').add(1, '--------\t--------\t------')
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) lines.add(1, `${resource}\t0 (0%)\t0 (0%)`)
}
function amountOf(pod: JsonObject, kind: string, resource: string): Json | undefined {
  return listAt(pod, 'spec', 'containers').map((container) => dig(container, 'resources', kind, resource)).find((value) => value !== undefined)
}
function orZero(value: Json | undefined): string {
  return plain(value) || '0'
}
