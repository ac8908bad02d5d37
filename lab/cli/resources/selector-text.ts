import { isObject, listAt, objectAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'

const words: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin' }

/** A workload's `selector` as the text of `-l`: `app=web,tier in (a,b),!old`. */
export function selectorText(selector: JsonObject): string {
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => ({ key, text: `${key}=${String(value)}` }))
  const expressions = listAt(selector, 'matchExpressions').filter(isObject).map((one) => {
    const key = textAt(one, 'key')
    const operator = textAt(one, 'operator')
    if (operator === 'Exists') return { key, text: key }
    if (operator === 'DoesNotExist') return { key, text: `!${key}` }
    return { key, text: `${key} ${words[operator] ?? operator.toLowerCase()} (${listAt(one, 'values').map(String).toSorted().join(',')})` }
  })
  return [...labels, ...expressions].toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ text }) => text).join(',')
}

/** Labels as the text of `-l`, in the order of their names. */
export function labelsText(labels: JsonObject): string {
  return selectorText({ matchLabels: labels })
}
