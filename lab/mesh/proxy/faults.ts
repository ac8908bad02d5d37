import type { World } from '../world.ts'
import { delay } from '../exchange.ts'
import type { Fault } from '../model.ts'
import { faultAbort, type Answer } from './local-replies.ts'

export interface FaultOutcome {
  readonly delayed: boolean
  /** Set when the request ends here. */
  readonly abort?: Answer
}

/** Envoy's fault filter: waits, then aborts, each with its own probability. The wait outlives a caller that gives up. */
export async function injectFault(fault: Fault | undefined, { clock, choices }: Pick<World, 'clock' | 'choices'>): Promise<FaultOutcome> {
  if (!fault) return { delayed: false }
  const delayed = fault.delay !== undefined && happens(fault.delay.percent)
  const aborted = fault.abort !== undefined && happens(fault.abort.percent)
  if (delayed) await delay(clock, fault.delay.ms)
  if (!aborted) return { delayed }
  return { delayed, abort: faultAbort(fault.abort.status, delayed ? 'DI,FI' : 'FI', fault.abort.grpcStatus) }

  function happens(percent: number): boolean {
    return percent > 0 && choices.next() * 100 < percent
  }
}
