import { isTrue } from './api/call.ts'
import type { LogRange } from './pod-logs.ts'
import { ApiError } from './status.ts'

export interface LogOptions {
  readonly range: LogRange
  /** Infinite when there is no limit. */
  readonly limitBytes: number
  readonly follow: boolean
  readonly previous: boolean
  readonly timestamps: boolean
}

/**
 * What is asked of a log.
 * @throws ApiError with the words of the real server (source: k8s.io/api core/v1 PodLogOptions and its validation)
 */
export function readLogOptions(url: URL, nowMs: number): LogOptions {
  const { searchParams } = url
  const tailLines = wholeNumber(url, 'tailLines', 0)
  const sinceSeconds = wholeNumber(url, 'sinceSeconds', 1)
  const sinceTime = searchParams.get('sinceTime') || undefined
  if (sinceSeconds !== undefined && sinceTime !== undefined) throw wrong('sinceSeconds: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified')
  const sinceMs = sinceTime === undefined ? sinceSeconds && nowMs - sinceSeconds * 1000 : Date.parse(sinceTime)
  if (Number.isNaN(sinceMs)) throw new ApiError('BadRequest', `parsing time ${JSON.stringify(sinceTime)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(sinceTime)} as "2006"`)
  return {
    range: { ...(tailLines === undefined ? {} : { tailLines }), ...(sinceMs === undefined ? {} : { sinceMs }) },
    limitBytes: wholeNumber(url, 'limitBytes', 1) ?? Infinity,
    follow: isTrue(url, 'follow'),
    previous: isTrue(url, 'previous'),
    timestamps: isTrue(url, 'timestamps'),
  }
}

function wholeNumber({ searchParams }: URL, name: string, least: 0 | 1): number | undefined {
  const given = searchParams.get(name)
  if (given === null || given === '') return undefined
  if (!/^-?\d{1,15}$/.test(given)) throw new ApiError('BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(given)}: invalid syntax`)
  if (Number(given) < least) throw wrong(`${name}: Invalid value: ${given}: must be greater than ${least === 0 ? 'or equal to ' : ''}0`)
  return Number(given)
}

function wrong(cause: string): ApiError {
  return new ApiError('Invalid', `PodLogOptions "" is invalid: ${cause}`)
}
