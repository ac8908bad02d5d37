import { isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { addContainers } from './containers.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels } from './parts.ts'
import { addVolumes } from './volumes.ts'

/** A pod template with the tabs still in it, as `rollout history` shows it. */
export function describeTemplate(template: JsonObject): string {
  const lines = new Lines()
  addTemplate(lines, template)
  return lines.raw()
}

export function addTemplate(lines: Lines, template: JsonObject): void {
  lines.add(0, 'Pod Template:')
  addLabels(lines, '  Labels', objectAt(template, 'metadata', 'labels'))
  const annotations = objectAt(template, 'metadata', 'annotations')
  if (Object.keys(annotations).length > 0) addAnnotations(lines, '  Annotations', annotations)
  const account = textAt(template, 'spec', 'serviceAccountName')
  if (account !== '') lines.add(1, `Service Account:\t${account}`)
  const initContainers = listAt(template, 'spec', 'initContainers').filter(isObject)
  if (initContainers.length > 0) addContainers(lines, { label: 'Init Containers', containers: initContainers, statuses: [] }, '  ')
  addContainers(lines, { label: 'Containers', containers: listAt(template, 'spec', 'containers').filter(isObject), statuses: [] }, '  ')
  addVolumes(lines, listAt(template, 'spec', 'volumes').filter(isObject), '  ')
  const priority = textAt(template, 'spec', 'priorityClassName')
  if (priority !== '') lines.add(1, `Priority Class Name:\t${priority}`)
}
