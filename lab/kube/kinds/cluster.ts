import { age } from '../age.ts'
import { defineKind, type Column, type Kind } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { read, readList, readStrings, text } from '../read.ts'
import { labelText } from './service-columns.ts'

const ageColumn: Column = { name: 'Age', value: age }
const createdAt: Column = { name: 'Created At', type: 'date', value: (object) => object.metadata.creationTimestamp ?? '' }
const field = (name: string, ...path: string[]): Column => ({ name, value: (object) => text(read(object, ...path)) || '<unset>' })

const rbac = ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1']

const bindingColumns: readonly Column[] = [
  { name: 'Role', value: (object) => `${text(read(object, 'roleRef', 'kind'))}/${text(read(object, 'roleRef', 'name'))}` },
  ageColumn,
  { name: 'Users', wide: true, value: (object) => subjects(object, 'User') },
  { name: 'Groups', wide: true, value: (object) => subjects(object, 'Group') },
  { name: 'ServiceAccounts', wide: true, value: (object) => subjects(object, 'ServiceAccount') },
]

/** Access rules, limits, classes and definitions of further kinds. */
export const clusterKinds: readonly Kind[] = [
  defineKind({ kind: 'Role', in: rbac, columns: [createdAt] }),
  defineKind({ kind: 'RoleBinding', in: rbac, columns: bindingColumns }),
  defineKind({ kind: 'ClusterRole', cluster: true, in: rbac, columns: [createdAt] }),
  defineKind({ kind: 'ClusterRoleBinding', cluster: true, in: rbac, columns: bindingColumns }),
  defineKind({
    kind: 'NetworkPolicy', plural: 'networkpolicies', short: ['netpol'], in: ['networking.k8s.io/v1'],
    columns: [{ name: 'Pod-Selector', value: (object) => labelText(readStrings(object, 'spec', 'podSelector', 'matchLabels')) }, ageColumn],
  }),
  defineKind({
    kind: 'IngressClass', plural: 'ingressclasses', cluster: true, in: ['networking.k8s.io/v1'],
    columns: [field('Controller', 'spec', 'controller'), { name: 'Parameters', value: () => '<none>' }, ageColumn],
  }),
  defineKind({
    kind: 'EndpointSlice', in: ['discovery.k8s.io/v1'],
    columns: [
      field('AddressType', 'addressType'),
      { name: 'Ports', value: (slice) => readList(slice, 'ports').map((port) => text(read(port, 'port'))).join(',') || '<unset>' },
      { name: 'Endpoints', value: (slice) => readList(slice, 'endpoints').flatMap((endpoint) => readList(endpoint, 'addresses').map(text)).join(',') || '<unset>' },
      ageColumn,
    ],
  }),
  defineKind({
    kind: 'PodDisruptionBudget', short: ['pdb'], in: ['policy/v1'], sub: ['status'],
    columns: [
      { name: 'Min Available', value: (object) => text(read(object, 'spec', 'minAvailable')) || 'N/A' },
      { name: 'Max Unavailable', value: (object) => text(read(object, 'spec', 'maxUnavailable')) || 'N/A' },
      { name: 'Allowed Disruptions', value: (object) => text(read(object, 'status', 'disruptionsAllowed')) || '0' },
      ageColumn,
    ],
  }),
  defineKind({
    kind: 'PriorityClass', plural: 'priorityclasses', short: ['pc'], cluster: true, in: ['scheduling.k8s.io/v1'],
    columns: [field('Value', 'value'), { name: 'Global-Default', value: (object) => String(object['globalDefault'] === true) }, ageColumn],
  }),
  defineKind({
    kind: 'StorageClass', plural: 'storageclasses', short: ['sc'], cluster: true, in: ['storage.k8s.io/v1'],
    columns: [
      field('Provisioner', 'provisioner'),
      { name: 'ReclaimPolicy', value: (object) => text(object['reclaimPolicy']) || 'Delete' },
      { name: 'VolumeBindingMode', value: (object) => text(object['volumeBindingMode']) || 'Immediate' },
      { name: 'AllowVolumeExpansion', value: (object) => String(object['allowVolumeExpansion'] === true) },
      ageColumn,
    ],
  }),
  defineKind({ kind: 'Lease', in: ['coordination.k8s.io/v1'], columns: [{ name: 'Holder', value: (object) => text(read(object, 'spec', 'holderIdentity')) }, ageColumn] }),
  defineKind({
    kind: 'CustomResourceDefinition', short: ['crd', 'crds'], cluster: true, in: ['apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'], sub: ['status'],
    columns: [createdAt],
  }),
]

function subjects(binding: KubeObject, kind: string): string {
  return readList(binding, 'subjects').filter((one) => read(one, 'kind') === kind).map((one) => [read(one, 'namespace'), read(one, 'name')].map(text).filter((part) => part !== '').join('/')).join(', ')
}
