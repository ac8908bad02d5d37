import { isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { lastAppliedAnnotation } from '../../patch/last-applied.ts'
import type { Lines } from './lines.ts'

/** Longest annotation on one line. */
const maxAnnotation = 140

/** `Labels:  a=b`, further ones below each other; `<none>` without any. */
export function addLabels(lines: Lines, title: string, labels: JsonObject): void {
  const pairs = Object.keys(labels).toSorted().map((key) => `${key}=${String(labels[key])}`)
  addList(lines, title, pairs)
}

/** Values below each other, the first beside the title. */
export function addList(lines: Lines, title: string, values: readonly string[]): void {
  if (values.length === 0) lines.add(0, `${title}:\t<none>`)
  values.forEach((value, at) => lines.add(0, `${at === 0 ? `${title}:` : ''}\t${value}`))
}

/** Annotations without that of `apply`; long ones start on a line of their own and are cut. */
export function addAnnotations(lines: Lines, title: string, annotations: JsonObject): void {
  const values = Object.keys(annotations).filter((key) => key !== lastAppliedAnnotation).toSorted().flatMap((key) => {
    const value = String(annotations[key]).replace(/\n$/, '')
    if (Buffer.byteLength(value) + key.length + 2 <= maxAnnotation && !value.includes('\n')) return [`${key}: ${value}`]
    return [`${key}:`, ...value.split('\n').map((line) => `  ${line.length > maxAnnotation - 2 ? `${line.slice(0, maxAnnotation - 2)}...` : line}`)]
  })
  addList(lines, title, values)
}

/** Name, namespace, labels and annotations: how most descriptions begin. */
export function addHead(lines: Lines, object: JsonObject): void {
  lines.add(0, `Name:\t${textAt(object, 'metadata', 'name')}`).add(0, `Namespace:\t${textAt(object, 'metadata', 'namespace')}`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A time as `Mon, 02 Jan 2006 15:04:05 -0700`, where the learner is. Without a time, Go's zero. */
export function timeText(time: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const two = (value: number) => String(value).padStart(2, '0')
  const offset = -date.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  return `${days[date.getDay()]}, ${two(date.getDate())} ${months[date.getMonth()]} ${date.getFullYear()} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`
}

/** The owner that controls an object: `ReplicaSet/web-1`; empty without one. */
export function controllerOf(object: JsonObject): string {
  const owner = listAt(object, 'metadata', 'ownerReferences').find((one) => isObject(one) && one.controller === true)
  return owner === undefined ? '' : `${textAt(owner, 'kind')}/${textAt(owner, 'name')}`
}

export function orNone(text: string): string {
  return text === '' ? '<none>' : text
}

/** A field that may be text or a number, such as a port. */
export function plain(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
