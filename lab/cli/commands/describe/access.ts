import { listAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Describer } from './describers.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels } from './parts.ts'

export const describeRole: Describer = async (_call, { object }) => {
  const lines = head(object).add(0, 'PolicyRule:').add(0, '  Resources\tNon-Resource URLs\tResource Names\tVerbs').add(1, '---------\t-----------------\t--------------\t-----')
  for (const rule of listAt(object, 'rules')) {
    const verbs = `[${texts(rule, 'verbs').join(' ')}]`
    const names = texts(rule, 'resourceNames')
    for (const type of types(rule)) for (const name of names.length === 0 ? ['[]'] : names.map((one) => `[${one}]`)) lines.add(1, `${type}\t[]\t${name}\t${verbs}`)
    const urls = texts(rule, 'nonResourceURLs')
    if (urls.length > 0) lines.add(1, `\t[${urls.join(' ')}]\t[]\t${verbs}`)
  }
  return lines.aligned()
}

export const describeBinding: Describer = async (_call, { object }) => {
  const lines = head(object).add(0, 'Role:').add(1, `Kind:\t${textAt(object, 'roleRef', 'kind')}`).add(1, `Name:\t${textAt(object, 'roleRef', 'name')}`)
    .add(0, 'Subjects:').add(0, '  Kind\tName\tNamespace').add(1, '----\t----\t---------')
  for (const subject of listAt(object, 'subjects')) lines.add(1, `${textAt(subject, 'kind')}\t${textAt(subject, 'name')}\t${textAt(subject, 'namespace')}`)
  return lines.aligned()
}

function head(object: JsonObject): Lines {
  const lines = new Lines().add(0, `Name:\t${textAt(object, 'metadata', 'name')}`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  return lines
}

function texts(rule: Json, field: string): string[] {
  return listAt(rule, field).map(String)
}

function types(rule: Json): string[] {
  return texts(rule, 'resources').flatMap((resource) => texts(rule, 'apiGroups').map((group) => (group === '' ? resource : `${resource}.${group}`)))
}
