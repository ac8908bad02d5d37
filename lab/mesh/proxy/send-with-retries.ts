import type { HopRequest } from '../../images/image.ts'
import { delay, type Exchange } from '../exchange.ts'
import type { Retries, Target } from '../model.ts'
import type { RoutedRequest } from '../route-request.ts'
import type { HopRecord } from './hop-record.ts'
import { localReply, type Answer } from './local-replies.ts'
import { findCluster, sendOnce, type Senders } from './send-once.ts'

export interface UpstreamCall {
  readonly routed: RoutedRequest
  readonly target: Target
  readonly request: HopRequest
  readonly exchange: Exchange
  /** Absent for a mirrored request, which leaves no record. */
  readonly record?: HopRecord
}

/** Tries as often as the rule allows, within the time it allows for all tries together. */
export async function sendWithRetries(call: UpstreamCall, senders: Senders): Promise<Answer> {
  const { clock, choices } = senders.world
  const { retries, timeoutMs } = call.routed.route
  const limitMs = Number(call.request.headers['x-envoy-upstream-rq-timeout-ms']) || timeoutMs
  const endMs = limitMs === undefined ? undefined : clock.now() + limitMs
  const found = findCluster(call, senders)
  if ('flags' in found) return found

  const trySending = () => {
    const left = endMs === undefined ? Infinity : endMs - clock.now()
    const ms = Math.min(left, retries?.perTryTimeoutMs ?? Infinity)
    return sendOnce(found, call, { ...senders, ms: ms === Infinity ? undefined : ms })
  }

  let answer = await trySending()
  for (let attempt = 1; retries && attempt <= retries.attempts && !call.exchange.gone && isRetriable(answer, retries); attempt += 1) {
    // Envoy's jitter: anything up to (2^n - 1) times the base.
    const waitMs = choices.next() * (2 ** attempt - 1) * retries.backOffMs
    if (endMs !== undefined && clock.now() + waitMs >= endMs) return endMs <= clock.now() ? localReply('timeout') : answer
    const ran = await found.upstream.retry(async () => {
      await delay(clock, waitMs)
      answer = await trySending()
    }, found.policy.maxRetries)
    if (!ran) return answer
  }
  return retries && isRetriable(answer, retries) && answer.flags === '-' ? { ...answer, flags: 'URX' } : answer
}

/** Whether an answer is of a kind that the rule wants tried again. An open circuit breaker is never hammered. */
function isRetriable({ response: { status, headers }, flags }: Answer, { on, statuses }: Retries): boolean {
  if ('x-envoy-overloaded' in headers) return false
  const isGatewayError = status >= 502 && status <= 504
  return on.some((reason) => {
    switch (reason) {
      case '5xx': return status >= 500
      case 'gateway-error': return isGatewayError
      case 'connect-failure': return flags === 'UF'
      case 'refused-stream': return false
      case 'reset': return flags === 'UF' || flags === 'UT'
      case 'retriable-4xx': return status === 409
      case 'retriable-status-codes': return statuses.includes(status)
    }
  })
}
