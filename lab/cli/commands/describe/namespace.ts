import { isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { Describer } from './describers.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels } from './parts.ts'

export const describeNamespace: Describer = async (call, { object, name }) => {
  const { api } = await call.cluster()
  const lines = new Lines().add(0, `Name:\t${name}`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  lines.add(0, `Status:\t${textAt(object, 'status', 'phase')}`)
  for (const [type, none, title] of [['resourcequotas', 'No resource quota.', 'Resource Quotas'], ['limitranges', 'No LimitRange resource.', 'Resource Limits']] as const) {
    const found = listAt(await api.get(`/api/v1/namespaces/${encodeURIComponent(name)}/${type}`), 'items').filter(isObject)
    lines.add(0, '')
    if (found.length === 0) lines.add(0, none)
    else lines.add(0, title)
    for (const one of found) lines.add(0, `  Name:\t${textAt(one, 'metadata', 'name')}`)
  }
  return lines.aligned()
}
