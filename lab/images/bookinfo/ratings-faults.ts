import type { ContainerContext, HopResponse } from '../image.ts'
import { json } from '../replies.ts'

/** How a version made to misbehave does so. */
export interface Misbehaviour {
  /** An answer of failure, or undefined to go on. May take its time. */
  answer(): Promise<HopResponse | undefined>
  unhealthy(): boolean
}

const minuteMs = 60_000
const unavailable = json({ error: 'Service unavailable' }, 503)

/** Bookinfo's ratings versions for lessons on resilience: v-faulty, v-delayed, v-unavailable, v-unhealthy. */
export function misbehave(version: string, { clock, random }: Pick<ContainerContext, 'clock' | 'random'>): Misbehaviour {
  const startMs = clock.now()
  const inOddPeriod = (periodMs: number) => Math.floor((clock.now() - startMs) / periodMs) % 2 === 1
  switch (version) {
    case 'v-faulty': return { answer: async () => (random.next() < 0.5 ? unavailable : undefined), unhealthy: () => false }
    case 'v-delayed': return { answer: () => (random.next() < 0.5 ? after(7000) : Promise.resolve(undefined)), unhealthy: () => false }
    case 'v-unavailable': return { answer: async () => (inOddPeriod(minuteMs) ? unavailable : undefined), unhealthy: () => false }
    case 'v-unhealthy': return { answer: async () => (inOddPeriod(15 * minuteMs) ? unavailable : undefined), unhealthy: () => inOddPeriod(15 * minuteMs) }
    default: return { answer: () => Promise.resolve(undefined), unhealthy: () => false }
  }

  function after(ms: number): Promise<undefined> {
    return new Promise((resolve) => {
      clock.after(ms, () => resolve(undefined))
    })
  }
}
