import { dig, isObject, listAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import type { Lines } from './lines.ts'
import { plain } from './parts.ts'

type Detail = readonly [title: string, value: string]

interface VolumeType {
  readonly field: string
  readonly text: string
  readonly details: (source: JsonObject) => readonly Detail[]
}

const types: readonly VolumeType[] = [
  { field: 'hostPath', text: 'HostPath (bare host directory volume)', details: (source) => [['Path', textAt(source, 'path')], ['HostPathType', textAt(source, 'type')]] },
  {
    field: 'emptyDir', text: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    details: (source) => [['Medium', textAt(source, 'medium')], ['SizeLimit', plain(source.sizeLimit) || '<unset>']],
  },
  { field: 'secret', text: 'Secret (a volume populated by a Secret)', details: (source) => [['SecretName', textAt(source, 'secretName')], ['Optional', String(source.optional === true)]] },
  { field: 'configMap', text: 'ConfigMap (a volume populated by a ConfigMap)', details: (source) => [['Name', textAt(source, 'name')], ['Optional', String(source.optional === true)]] },
  {
    field: 'persistentVolumeClaim', text: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    details: (source) => [['ClaimName', textAt(source, 'claimName')], ['ReadOnly', String(source.readOnly === true)]],
  },
  { field: 'projected', text: 'Projected (a volume that contains injected data from multiple sources)', details: projected },
  { field: 'downwardAPI', text: 'DownwardAPI (a volume populated by information about the pod)', details: () => [] },
]

/** Volumes of a pod or a template; `space` is `'  '` inside a template. */
export function addVolumes(lines: Lines, volumes: readonly JsonObject[], space: string): void {
  if (volumes.length === 0) {
    lines.add(0, `${space}Volumes:\t<none>`)
    return
  }
  lines.add(0, `${space}Volumes:`)
  for (const volume of volumes) {
    lines.add(1, `${space === '' ? '' : ' '}${textAt(volume, 'name')}:`)
    const type = types.find(({ field }) => isObject(volume[field]))
    if (type === undefined) {
      lines.add(2, '<unknown>')
      continue
    }
    const source = dig(volume, type.field)
    lines.add(2, `Type:\t${type.text}`)
    for (const [title, value] of type.details(isObject(source) ? source : {})) lines.add(2, `${title}:\t${value}`)
  }
}

function projected(source: JsonObject): Detail[] {
  return listAt(source, 'sources').flatMap((one): Detail[] => {
    if (isObject(dig(one, 'secret'))) return [['SecretName', textAt(one, 'secret', 'name')], ['SecretOptionalName', '<nil>']]
    if (isObject(dig(one, 'configMap'))) return [['ConfigMapName', textAt(one, 'configMap', 'name')], ['ConfigMapOptional', '<nil>']]
    if (isObject(dig(one, 'downwardAPI'))) return [['DownwardAPI', 'true']]
    return [['TokenExpirationSeconds', plain(dig(one, 'serviceAccountToken', 'expirationSeconds'))]]
  })
}
