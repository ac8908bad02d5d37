import { RE2JS } from 're2js'
import { entriesOf, type Labels, labelsFrom, valueOf } from '../../labels/labels.ts'
import { uniteRows } from '../evaluate/row.ts'
import { vector } from '../evaluate/value.ts'
import { PromqlError } from '../promql-error.ts'
import { compareRowsByValue } from './sorting.ts'
import type { FunctionInput, FunctionTable } from './function-input.ts'

/** Functions of labels and of the order of series. */
export const labelFunctions: FunctionTable = {
  label_replace: labelReplace,
  label_join: labelJoin,
  sort: ({ vector: rowsOf }) => vector(rowsOf(0).toSorted(compareRowsByValue('ascending'))),
  sort_desc: ({ vector: rowsOf }) => vector(rowsOf(0).toSorted(compareRowsByValue('descending'))),
}

const isLabel = /^[A-Za-z_][A-Za-z0-9_]*$/

function labelReplace({ vector: rowsOf, text }: FunctionInput) {
  const [target, replacement, source, pattern] = [text(1), text(2), text(3), text(4)]
  const compiled = compile(pattern)
  if (!isLabel.test(target)) fail(`invalid destination label name in label_replace(): ${target}`)
  const replaced = rowsOf(0).map((row) => {
    const matcher = compiled.matcher(valueOf(row.labels, source))
    if (!matcher.find()) return row
    const groupOf = (name: string) => (/^\d+$/.test(name) ? (Number(name) <= matcher.groupCount() ? matcher.group(Number(name)) : '') : namedGroup(compiled, name, (index) => matcher.group(index)))
    return { ...row, labels: setLabel(row.labels, target, expand(replacement, groupOf)) }
  })
  return vector(uniteRows(replaced))
}

function labelJoin({ vector: rowsOf, text, args }: FunctionInput) {
  const [target, separator] = [text(1), text(2)]
  const sources = args.slice(3).map((_, index) => text(index + 3))
  if (!isLabel.test(target)) fail(`invalid destination label name in label_join(): ${target}`)
  for (const source of sources) if (!isLabel.test(source)) fail(`invalid source label name in label_join(): ${source}`)
  const joined = rowsOf(0).map((row) => ({ ...row, labels: setLabel(row.labels, target, sources.map((source) => valueOf(row.labels, source)).join(separator)) }))
  return vector(uniteRows(joined))
}

/** Anchored, like all patterns of Prometheus. */
function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(`^(?:${pattern})$`)
  } catch {
    // The text of the complaint is Prometheus' own, and says no reason.
    return fail(`invalid regular expression in label_replace(): ${pattern}`)
  }
}

/** Go's templates: `$1`, `${1}`, `$name`, `$$`. A name is as long as it can be: `$1x` is the group "1x", which is empty. */
function expand(template: string, groupOf: (name: string) => string | null): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (written: string, braced?: string, bare?: string) => {
    const name = braced ?? bare
    return name === undefined ? (written === '$$' ? '$' : written) : (groupOf(name) ?? '')
  })
}

function namedGroup(compiled: RE2JS, name: string, groupAt: (index: number) => string | null): string | null {
  const index: unknown = Reflect.get(compiled.namedGroups(), name)
  return typeof index === 'number' ? groupAt(index) : ''
}

function setLabel(labels: Labels, name: string, value: string): Labels {
  return labelsFrom([...entriesOf(labels), [name, value]])
}

function fail(message: string): never {
  throw new PromqlError('execution', message)
}
