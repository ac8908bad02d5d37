import { PromqlError } from '../promql/promql-error.ts'
import type { ApiParts, Route } from './api-parts.ts'
import { badParameter, durationParameter, optionalTime, timeParameter } from './parameters.ts'
import { instantResult, type QueryResult, rangeResult } from './result.ts'

const maxPoints = 11_000

export const queryRoutes: Readonly<Record<string, Route>> = { query: instant, query_range: range }

function instant({ engine, clock }: ApiParts, parameters: URLSearchParams): QueryResult {
  const timeMs = optionalTime(parameters, 'time', clock.now())
  checkTimeout(parameters)
  try {
    return instantResult(engine.instant(parameters.get('query') ?? '', timeMs), timeMs)
  } catch (error) {
    // Prometheus names the parameter here, but not for ranges.
    if (error instanceof PromqlError && error.type === 'bad_data') return badParameter('query', error.message)
    throw error
  }
}

function range({ engine }: ApiParts, parameters: URLSearchParams): QueryResult {
  const startMs = timeParameter(parameters, 'start')
  const endMs = timeParameter(parameters, 'end')
  if (endMs < startMs) badParameter('end', 'end timestamp must not be before start time')
  const stepMs = durationParameter(parameters, 'step')
  if (stepMs <= 0) badParameter('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer')
  if ((endMs - startMs) / stepMs > maxPoints) {
    throw new PromqlError('bad_data', 'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)')
  }
  checkTimeout(parameters)
  const value = engine.range(parameters.get('query') ?? '', { startMs, endMs, stepMs })
  return rangeResult(value, { startMs, stepMs, count: Math.floor((endMs - startMs) / stepMs) + 1 })
}

/** A query here ends by its cost, not by the clock; a timeout need only be one. */
function checkTimeout(parameters: URLSearchParams): void {
  if (parameters.get('timeout')) durationParameter(parameters, 'timeout')
}
