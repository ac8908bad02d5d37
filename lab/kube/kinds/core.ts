import { age } from '../age.ts'
import { defineKind, type Column, type Kind } from '../kind.ts'
import { podColumns } from './pod-columns.ts'
import { serviceColumns } from './service-columns.ts'
import { claimColumns, volumeColumns } from './volume-columns.ts'
import type { KubeObject } from '../object.ts'
import { read, readList, readRecord, text } from '../read.ts'

const ageColumn: Column = { name: 'Age', value: age }

const phase: Column = { name: 'Status', value: (object) => text(read(object, 'status', 'phase')) || 'Active' }

const countOf = (name: string, field: string): Column => ({
  name,
  type: 'integer',
  value: (object) => Object.keys(readRecord(object, field)).length,
})

/** The core group. */
export const coreKinds: readonly Kind[] = [
  defineKind({ kind: 'Namespace', short: ['ns'], cluster: true, in: ['v1'], sub: ['status', 'finalize'], columns: [phase, ageColumn] }),
  defineKind({ kind: 'Pod', short: ['po'], in: ['v1'], sub: ['status', 'log', 'exec', 'attach', 'portforward', 'eviction'], categories: ['all'], columns: podColumns }),
  defineKind({ kind: 'Service', short: ['svc'], in: ['v1'], sub: ['status'], categories: ['all'], columns: serviceColumns }),
  defineKind({
    kind: 'Endpoints', plural: 'endpoints', singular: 'endpoints', short: ['ep'], in: ['v1'],
    columns: [{ name: 'Endpoints', value: (object) => endpointList(object) }, ageColumn],
  }),
  defineKind({ kind: 'ConfigMap', short: ['cm'], in: ['v1'], columns: [countOf('Data', 'data'), ageColumn] }),
  defineKind({
    kind: 'Secret', in: ['v1'],
    columns: [{ name: 'Type', value: (object) => text(object['type']) || 'Opaque' }, countOf('Data', 'data'), ageColumn],
  }),
  defineKind({
    kind: 'ServiceAccount', short: ['sa'], in: ['v1'], sub: ['token'],
    columns: [{ name: 'Secrets', type: 'integer', value: (object) => readList(object, 'secrets').length }, ageColumn],
  }),
  defineKind({ kind: 'Event', short: ['ev'], in: ['v1', 'events.k8s.io/v1'], columns: eventColumns() }),
  defineKind({
    kind: 'Node', short: ['no'], cluster: true, in: ['v1'], sub: ['status'],
    columns: [
      { name: 'Status', value: nodeStatus },
      { name: 'Roles', value: () => 'control-plane,master' },
      ageColumn,
      { name: 'Version', value: (object) => text(read(object, 'status', 'nodeInfo', 'kubeletVersion')) },
    ],
  }),
  defineKind({ kind: 'PersistentVolume', short: ['pv'], cluster: true, in: ['v1'], sub: ['status'], columns: volumeColumns }),
  defineKind({ kind: 'PersistentVolumeClaim', short: ['pvc'], in: ['v1'], sub: ['status'], columns: claimColumns }),
  defineKind({ kind: 'ReplicationController', short: ['rc'], in: ['v1'], sub: ['status', 'scale'], categories: ['all'] }),
  defineKind({ kind: 'LimitRange', short: ['limits'], in: ['v1'] }),
  defineKind({ kind: 'ResourceQuota', short: ['quota'], in: ['v1'], sub: ['status'] }),
]

function nodeStatus(node: KubeObject): string {
  const ready = readList(node, 'status', 'conditions').some((one) => read(one, 'type') === 'Ready' && read(one, 'status') === 'True')
  return `${ready ? 'Ready' : 'NotReady'}${read(node, 'spec', 'unschedulable') === true ? ',SchedulingDisabled' : ''}`
}

function endpointList(object: Parameters<Column['value']>[0]): string {
  const addresses = readList(object, 'subsets').flatMap((subset) => {
    const ports = readList(subset, 'ports').map((port) => text(read(port, 'port')))
    return readList(subset, 'addresses').flatMap((address) => ports.map((port) => `${text(read(address, 'ip'))}:${port}`))
  })
  if (addresses.length === 0) return '<none>'
  return addresses.length > 3 ? `${addresses.slice(0, 3).join(',')} + ${addresses.length - 3} more...` : addresses.join(',')
}

function eventColumns(): readonly Column[] {
  return [
    { name: 'Last Seen', value: (object, now) => age({ ...object, metadata: { ...object.metadata, creationTimestamp: text(object['lastTimestamp']) } }, now) },
    { name: 'Type', value: (object) => text(object['type']) },
    { name: 'Reason', value: (object) => text(object['reason']) },
    { name: 'Object', value: (object) => `${text(read(object, 'involvedObject', 'kind')).toLowerCase()}/${text(read(object, 'involvedObject', 'name'))}` },
    { name: 'Message', value: (object) => text(object['message']) },
  ]
}
