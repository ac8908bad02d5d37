import { isObject } from '../../json.ts'
import type { Json } from '../../json.ts'
import { JsonPathError } from './ast.ts'
import type { Operator, Step } from './ast.ts'

/**
 * Follows the steps from one value to all values they lead to.
 * @throws JsonPathError for an index beyond a list, or, unless missing keys are allowed, for a field that none of the values has.
 */
export function follow(start: Json, steps: readonly Step[], allowMissingKeys: boolean): readonly Json[] {
  let values: readonly Json[] = [start]
  for (const step of steps) values = take(values, step, allowMissingKeys)
  return values
}

function take(values: readonly Json[], step: Step, allowMissingKeys: boolean): readonly Json[] {
  switch (step.kind) {
    case 'literal': return [step.value]
    case 'wildcard': return values.flatMap(children)
    case 'recursive': return values.flatMap(descendants)
    case 'slice': return values.flatMap((value) => slice(value, step))
    case 'union': return step.members.flatMap((member) => values.flatMap((value) => follow(value, member, allowMissingKeys)))
    case 'filter': return values.flatMap((value) => filter(value, step))
    case 'field': return field(values, step.name, allowMissingKeys)
  }
}

function field(values: readonly Json[], name: string, allowMissingKeys: boolean): readonly Json[] {
  const found = values.filter(isObject).filter((value) => Object.hasOwn(value, name)).map((value) => value[name] ?? null)
  if (found.length === 0 && !allowMissingKeys) throw new JsonPathError(`${name} is not found`)
  return found
}

function children(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[]
  return isObject(value) ? Object.keys(value).toSorted().map((key) => value[key] ?? null) : []
}

// The value itself, if it has children, and every value below that has some.
function descendants(value: Json): readonly Json[] {
  const below = children(value)
  return below.length === 0 ? [] : [value, ...below.flatMap(descendants)]
}

function slice(value: Json, { start = 0, end, step = 1, single }: Step & { readonly kind: 'slice' }): readonly Json[] {
  if (value === null) return []
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`)
  const list = value as readonly Json[]
  const from = start < 0 ? start + list.length : start
  const until = single ? from + 1 : end === undefined ? list.length : end < 0 ? end + list.length : end
  if (from === until) return []
  for (const index of [from, until - 1]) {
    if (index >= list.length || index < 0) throw new JsonPathError(`array index out of bounds: index ${index}, length ${list.length}`)
  }
  if (from > until) throw new JsonPathError(`starting index ${from} is greater than ending index ${until}`)
  if (step <= 0) throw new JsonPathError('step must be > 0')
  return list.slice(from, until).filter((_item, at) => at % step === 0)
}

function goType(value: Json): string {
  if (isObject(value)) return 'map[string]interface {}'
  return { string: 'string', number: 'int64', boolean: 'bool' }[typeof value as 'string' | 'number' | 'boolean'] // Lists and null were dealt with.
}

function filter(value: Json, { left, operator, right }: Step & { readonly kind: 'filter' }): readonly Json[] {
  if (value === null) return []
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice and cannot be filtered`)
  return (value as readonly Json[]).filter((item) => {
    const found = follow(item, left, true)
    if (found.length === 0) return false
    if (operator === 'exists') return true
    if (found.length > 1) throw new JsonPathError('can only compare one element at a time')
    const other = follow(item, right, true)
    return other.length === 1 && compare(found[0] ?? null, other[0] ?? null, operator)
  })
}

function compare(left: Json, right: Json, operator: Operator): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (typeof left !== typeof right || left === null || right === null || typeof left === 'object' || typeof right === 'object') {
    throw new JsonPathError('incompatible types for comparison')
  }
  if (operator === '<') return left < right
  if (operator === '>') return left > right
  return operator === '<=' ? left <= right : left >= right
}
