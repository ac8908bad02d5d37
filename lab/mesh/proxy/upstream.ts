import type { Random } from '../../clock.ts'
import type { HopRequest } from '../../images/image.ts'
import type { Endpoint } from '../directory.ts'
import type { ClusterPolicy } from '../model.ts'
import { chooseEndpoint } from './balance.ts'
import { ConnectionPool, type Ticket } from './connection-pool.ts'
import { OutlierDetector, type OutlierState } from './outlier.ts'

export interface UpstreamState {
  readonly turn: number
  readonly counters: UpstreamCounters
  readonly policy: string
  readonly outlier: OutlierState
}

export interface UpstreamCounters {
  total: number
  status2xx: number
  status4xx: number
  status5xx: number
  overflow: number
  timeouts: number
  retries: number
}

/** What one calling proxy knows of one cluster: whose turn it is, who is ejected, how many requests are under way. */
export class Upstream {
  readonly #pool = new ConnectionPool()
  readonly #outlier: OutlierDetector
  readonly #inFlight = new Map<string, number>()
  readonly counters: UpstreamCounters
  #turn: number
  /** The policy as text, to notice a change. */
  #policy: string
  #lastPolicy: ClusterPolicy | undefined
  #retrying = 0

  constructor(nowMs: number, state?: UpstreamState) {
    this.#outlier = new OutlierDetector(nowMs, state?.outlier)
    this.#turn = state?.turn ?? 0
    this.#policy = state?.policy ?? ''
    this.counters = state ? { ...state.counters } : { total: 0, status2xx: 0, status4xx: 0, status5xx: 0, overflow: 0, timeouts: 0, retries: 0 }
  }

  /** Takes the policy in force; a changed one starts the detection of outliers anew, as a new cluster would. */
  adopt(policy: ClusterPolicy, nowMs: number): void {
    if (policy === this.#lastPolicy) return
    const text = JSON.stringify(policy)
    if (text !== this.#policy && this.#policy !== '') this.#outlier.reset(nowMs)
    this.#policy = text
    this.#lastPolicy = policy
  }

  /** An endpoint that is not ejected; any of them while too few are healthy; undefined when there is none to use. */
  pick(endpoints: readonly Endpoint[], { policy, random, request, nowMs }: { readonly policy: ClusterPolicy; readonly random: Random; readonly request: HopRequest; readonly nowMs: number }): Endpoint | undefined {
    const { outlier } = policy
    const healthy = outlier ? endpoints.filter((one) => !this.#outlier.isEjected(one.id, nowMs)) : endpoints
    const panic = outlier !== undefined && (100 * healthy.length) / endpoints.length < outlier.panicPercent
    const turn = this.#turn
    this.#turn += 1
    return chooseEndpoint(panic ? endpoints : healthy, { balance: policy.balance, random, turn, request, load: (one) => this.#inFlight.get(one.id) ?? 0 })
  }

  /** A place in the pool; undefined when the breaker is open. */
  enter(endpoint: Endpoint, policy: ClusterPolicy): Ticket | undefined {
    const ticket = this.#pool.enter(policy)
    if (!ticket) {
      this.counters.overflow += 1
      return undefined
    }
    this.#count(endpoint.id, 1)
    let left = false
    const leave = () => {
      if (!left) this.#count(endpoint.id, -1)
      left = true
      ticket.leave()
    }
    return { ready: ticket.ready, leave }
  }

  /** Counts an answer, and ejects the endpoint that gave too many bad ones. */
  record(endpoint: Endpoint, status: number, { policy, poolSize, nowMs }: { readonly policy: ClusterPolicy; readonly poolSize: number; readonly nowMs: number }): void {
    this.counters.total += 1
    if (status >= 500) this.counters.status5xx += 1
    else if (status >= 400) this.counters.status4xx += 1
    else if (status >= 200 && status < 300) this.counters.status2xx += 1
    if (policy.outlier) this.#outlier.record(endpoint.id, status, { policy: policy.outlier, poolSize, nowMs })
  }

  /** Runs a retry unless too many are running; tells whether it ran. */
  async retry(run: () => Promise<void>, maxRetries: number): Promise<boolean> {
    if (this.#retrying >= maxRetries) return false
    this.#retrying += 1
    this.counters.retries += 1
    try {
      await run()
    } finally {
      this.#retrying -= 1
    }
    return true
  }

  gauges(nowMs: number): { readonly active: number; readonly ejected: number; readonly ejections: number } {
    const { active, total } = this.#outlier.counts(nowMs)
    return { active: this.#pool.active, ejected: active, ejections: total }
  }

  forget(endpoint: string): void {
    this.#outlier.forget(endpoint)
  }

  snapshot(): UpstreamState {
    return { turn: this.#turn, counters: { ...this.counters }, policy: this.#policy, outlier: this.#outlier.snapshot() }
  }

  #count(id: string, change: number): void {
    const count = (this.#inFlight.get(id) ?? 0) + change
    if (count > 0) this.#inFlight.set(id, count)
    else this.#inFlight.delete(id)
  }
}
