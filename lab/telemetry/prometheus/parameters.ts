import { bodyText } from '../../images/body.ts'
import type { HopRequest } from '../../images/image.ts'
import { splitPath } from '../../images/replies.ts'
import { parseDuration } from '../promql/duration.ts'
import { PromqlError } from '../promql/promql-error.ts'

/** Parameters of a request: of a form in its body first, then of its URL. */
export function parametersOf(request: HopRequest): URLSearchParams {
  const { query } = splitPath(request.path)
  const type = request.headers['content-type'] ?? ''
  if (request.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return query
  return new URLSearchParams([...new URLSearchParams(bodyText(request.body ?? '')), ...query])
}

export function badParameter(name: string, reason: string): never {
  throw new PromqlError('bad_data', `invalid parameter ${JSON.stringify(name)}: ${reason}`)
}

/** A moment in milliseconds: seconds since the epoch, or RFC 3339. */
export function timeParameter(parameters: URLSearchParams, name: string): number {
  return parseTime(parameters.get(name) ?? '') ?? badParameter(name, `cannot parse ${JSON.stringify(parameters.get(name) ?? '')} to a valid timestamp`)
}

export function optionalTime(parameters: URLSearchParams, name: string, otherwise: number): number {
  const text = parameters.get(name) ?? ''
  if (text === '') return otherwise
  return parseTime(text) ?? badParameter(name, `Invalid time value for '${name}': cannot parse ${JSON.stringify(text)} to a valid timestamp`)
}

/** A duration in milliseconds: seconds, or `1h30m`. */
export function durationParameter(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? ''
  const ms = isNumber(text) ? Number(text) * 1000 : parseDuration(text)
  return ms ?? badParameter(name, `cannot parse ${JSON.stringify(text)} to a valid duration`)
}

function parseTime(text: string): number | undefined {
  if (isNumber(text)) return Math.round(Number(text) * 1000)
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)
}
