import type { KubeObject } from '../object.ts'
import { read, readList, readRecord, text } from '../read.ts'

/** A definition is served from the moment it is stored, and its status says so; clients wait for `Established`. */
export function withDefinitionStatus(definition: KubeObject, before: KubeObject | undefined): KubeObject {
  const names = readRecord(definition, 'spec', 'names')
  const kind = text(names['kind'])
  const complete = { singular: kind.toLowerCase(), listKind: `${kind}List`, ...names }
  const since = text(read(readList(before, 'status', 'conditions')[0], 'lastTransitionTime')) || before?.metadata.creationTimestamp
  const time = since ? { lastTransitionTime: since } : {}
  const stored = readList(definition, 'spec', 'versions').filter((version) => read(version, 'storage') === true).map((version) => text(read(version, 'name')))
  return {
    ...definition,
    spec: { conversion: { strategy: 'None' }, scope: 'Namespaced', ...definition.spec, names: complete },
    status: {
      acceptedNames: complete,
      conditions: [
        { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found', ...time },
        { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted', ...time },
      ],
      storedVersions: stored,
    },
  }
}
