import { age } from '../age.ts'
import type { Column } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'

const shortModes: Readonly<Record<string, string>> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' }

const phase: Column = { name: 'Status', value: (object) => text(read(object, 'status', 'phase')) }
const storageClass: Column = { name: 'StorageClass', value: (object) => text(read(object, 'spec', 'storageClassName')) }
const attributesClass: Column = { name: 'VolumeAttributesClass', value: (object) => text(read(object, 'spec', 'volumeAttributesClassName')) || '<unset>' }
const ageColumn: Column = { name: 'Age', value: age }
const mode: Column = { name: 'VolumeMode', wide: true, value: (object) => text(read(object, 'spec', 'volumeMode')) || 'Filesystem' }

/** Columns of `kubectl get pvc` (source: k8s.io/kubernetes pkg/printers). What a claim is promised shows once it is bound. */
export const claimColumns: readonly Column[] = [
  phase,
  { name: 'Volume', value: (claim) => text(read(claim, 'spec', 'volumeName')) },
  { name: 'Capacity', value: (claim) => text(read(claim, 'status', 'capacity', 'storage')) },
  { name: 'Access Modes', value: (claim) => accessModes(claim, 'status') },
  storageClass, attributesClass, ageColumn, mode,
]

/** Columns of `kubectl get pv`. */
export const volumeColumns: readonly Column[] = [
  { name: 'Capacity', value: (volume) => text(read(volume, 'spec', 'capacity', 'storage')) },
  { name: 'Access Modes', value: (volume) => accessModes(volume, 'spec') },
  { name: 'Reclaim Policy', value: (volume) => text(read(volume, 'spec', 'persistentVolumeReclaimPolicy')) || 'Retain' },
  phase,
  { name: 'Claim', value: (volume) => [read(volume, 'spec', 'claimRef', 'namespace'), read(volume, 'spec', 'claimRef', 'name')].map(text).filter(Boolean).join('/') },
  storageClass, attributesClass,
  { name: 'Reason', value: (volume) => text(read(volume, 'status', 'reason')) },
  ageColumn, mode,
]

function accessModes(object: KubeObject, part: 'spec' | 'status'): string {
  return readList(object, part, 'accessModes').map((one) => shortModes[text(one)] ?? text(one)).join(',')
}
