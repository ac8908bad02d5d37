import { compareLabels, entriesOf, type Labels, labelsKey, labelsRecord, valueOf } from '../labels/labels.ts'
import { PromqlError } from '../promql/promql-error.ts'
import { parseMetricSelector } from '../promql/syntax/parse-metric-selector.ts'
import type { Matcher } from '../storage/matcher.ts'
import type { ApiParts, Route } from './api-parts.ts'
import { badParameter, optionalTime } from './parameters.ts'

export const seriesRoutes: Readonly<Record<string, Route>> = { series, labels }

function series(parts: ApiParts, parameters: URLSearchParams): unknown {
  if (!parameters.has('match[]')) throw new PromqlError('bad_data', 'no match[] parameter provided')
  return findLabels(parts, parameters, (reason) => badParameter('match[]', reason)).map(labelsRecord)
}

function labels(parts: ApiParts, parameters: URLSearchParams): readonly string[] {
  return [...new Set(findLabels(parts, parameters, fail).flatMap((one) => entriesOf(one).map(([name]) => name)))].toSorted()
}

/** /label/<name>/values */
export function labelValues(parts: ApiParts, parameters: URLSearchParams, name: string): readonly string[] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) fail(`invalid label name: ${JSON.stringify(name)}`)
  const values = new Set(findLabels(parts, parameters, fail).map((one) => valueOf(one, name)))
  values.delete('')
  return [...values].toSorted()
}

/** Label sets that any of the selectors in `match[]` matches, all when there is none. */
function findLabels({ store }: ApiParts, parameters: URLSearchParams, onMistake: (reason: string) => never): readonly Labels[] {
  const fromMs = optionalTime(parameters, 'start', -Infinity)
  const toMs = optionalTime(parameters, 'end', Infinity)
  const selectors = parameters.has('match[]') ? matchParameters(parameters, onMistake) : [[]]
  const found = new Map(selectors.flatMap((matchers) => store.selectLabels(matchers, fromMs, toMs)).map((one) => [labelsKey(one), one]))
  return [...found.values()].toSorted(compareLabels)
}

/** The selectors of `match[]`. */
export function matchParameters(parameters: URLSearchParams, onMistake: (reason: string) => never = fail): readonly (readonly Matcher[])[] {
  return parameters.getAll('match[]').map((text) => {
    const matchers = parseOr(text, onMistake)
    return matchers.some((matcher) => !matcher.matches('')) ? matchers : onMistake('match[] must contain at least one non-empty matcher')
  })
}

function parseOr(text: string, onMistake: (reason: string) => never): readonly Matcher[] {
  try {
    return parseMetricSelector(text)
  } catch (error) {
    return error instanceof PromqlError ? onMistake(error.message) : raise(error)
  }
}

function fail(reason: string): never {
  throw new PromqlError('bad_data', reason)
}

function raise(error: unknown): never {
  throw error
}
