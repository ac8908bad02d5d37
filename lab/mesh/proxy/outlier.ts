import type { OutlierPolicy } from '../model.ts'

interface Health {
  errors: number
  gatewayErrors: number
  /** How often it was ejected: each time lasts longer. */
  ejections: number
  /** Time of the sweep that lets it back; 0 when it is in. */
  backAtMs: number
}

export interface OutlierState {
  readonly sinceMs: number
  readonly ejected: number
  readonly endpoints: Readonly<Record<string, Health>>
}

/**
 * Outlier detection of one calling proxy for one cluster, as Envoy does it: errors in a row eject an endpoint at once; a sweep
 * every interval lets those back whose time is over.
 */
export class OutlierDetector {
  readonly #health = new Map<string, Health>()
  /** Sweeps happen at whole intervals after this. */
  #sinceMs: number
  #ejected = 0

  constructor(nowMs: number, state?: OutlierState) {
    this.#sinceMs = state?.sinceMs ?? nowMs
    this.#ejected = state?.ejected ?? 0
    for (const [id, health] of Object.entries(state?.endpoints ?? {})) this.#health.set(id, { ...health })
  }

  isEjected(id: string, nowMs: number): boolean {
    return (this.#health.get(id)?.backAtMs ?? 0) > nowMs
  }

  /** Endpoints ejected now, and ejections since the start. */
  counts(nowMs: number): { readonly active: number; readonly total: number } {
    return { active: [...this.#health.values()].filter((one) => one.backAtMs > nowMs).length, total: this.#ejected }
  }

  record(id: string, status: number, { policy, poolSize, nowMs }: { readonly policy: OutlierPolicy; readonly poolSize: number; readonly nowMs: number }): void {
    const health = this.#healthOf(id, nowMs)
    health.errors = status >= 500 ? health.errors + 1 : 0
    health.gatewayErrors = status >= 502 && status <= 504 ? health.gatewayErrors + 1 : 0
    const failed = reached(health.errors, policy.consecutiveErrors) || reached(health.gatewayErrors, policy.consecutiveGatewayErrors)
    if (!failed || health.backAtMs > nowMs) return
    // Checked before this ejection, so the first one is always possible.
    if ((100 * this.counts(nowMs).active) / poolSize >= policy.maxEjectionPercent) return
    health.ejections += 1
    health.errors = 0
    health.gatewayErrors = 0
    health.backAtMs = this.#sweepAfter(nowMs + policy.baseEjectionMs * health.ejections, policy.intervalMs)
    this.#ejected += 1
  }

  /** A changed policy makes a new cluster: nobody is ejected, errors count from none. */
  reset(nowMs: number): void {
    this.#health.clear()
    this.#sinceMs = nowMs
  }

  /** An endpoint that is gone counts no longer. */
  forget(id: string): void {
    this.#health.delete(id)
  }

  snapshot(): OutlierState {
    return { sinceMs: this.#sinceMs, ejected: this.#ejected, endpoints: Object.fromEntries([...this.#health].map(([id, health]) => [id, { ...health }])) }
  }

  #healthOf(id: string, nowMs: number): Health {
    const known = this.#health.get(id)
    if (known) {
      if (known.backAtMs !== 0 && known.backAtMs <= nowMs) known.backAtMs = 0
      return known
    }
    const fresh = { errors: 0, gatewayErrors: 0, ejections: 0, backAtMs: 0 }
    this.#health.set(id, fresh)
    return fresh
  }

  #sweepAfter(endMs: number, intervalMs: number): number {
    return intervalMs <= 0 ? endMs : this.#sinceMs + Math.ceil((endMs - this.#sinceMs) / intervalMs) * intervalMs
  }
}

function reached(count: number, limit: number): boolean {
  return limit > 0 && count >= limit
}
