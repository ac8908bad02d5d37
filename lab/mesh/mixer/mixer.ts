import type { HopResponse } from '../../images/image.ts'
import type { Check, Denial, ListCheck, QuotaCheck } from './compile-mixer.ts'
import { configNamespace } from './compile-mixer.ts'
import type { Attribute, Attributes } from './expression.ts'
import { RollingWindow, type WindowState } from './rolling-window.ts'

export type MixerState = Readonly<Record<string, WindowState>>

const mostWindows = 10_000

export interface Refusal {
  readonly kind: 'denied' | 'limited'
  readonly response: HopResponse
}

export interface CheckInput {
  readonly checks: readonly Check[]
  readonly attributes: Attributes
  /** Full host and namespace of the called service. */
  readonly host: string
  readonly namespace: string
  readonly nowMs: number
}

/** Says yes or no to requests as their destination's sidecar asks, and keeps what quotas have been used. */
export class Mixer {
  readonly #windows: Map<string, RollingWindow>

  constructor(state: MixerState = {}) {
    this.#windows = new Map(Object.entries(state).map(([key, one]) => [key, new RollingWindow(one)]))
  }

  /** The first refusal; undefined to let the request pass. Quotas are taken only by what no other check refuses. */
  check({ checks, attributes, host, namespace, nowMs }: CheckInput): Refusal | undefined {
    const inForce = checks.filter((check) => (check.namespace === configNamespace || check.namespace === namespace) && (!check.match || check.match(attributes) === true))
    for (const check of inForce) {
      const refusal = check.kind === 'denial' ? deny(check) : check.kind === 'list' ? refuseByList(check, attributes) : undefined
      if (refusal) return refusal
    }
    const quotas = inForce.filter((check) => check.kind === 'quota').filter(({ services }) => !services || services.has(host))
    return quotas.map((check) => this.#takeQuota(check, attributes, nowMs)).find((refusal) => refusal !== undefined)
  }

  snapshot(): MixerState {
    return Object.fromEntries([...this.#windows].map(([key, window]) => [key, window.snapshot()]))
  }

  /** Every combination of dimension values has its own window; the first override that fits says how large it is. */
  #takeQuota(check: QuotaCheck, attributes: Attributes, nowMs: number): Refusal | undefined {
    const values = Object.entries(check.dimensions).map(([name, expression]) => [name, textOf(expression(attributes))] as const)
    const named = new Map(values)
    const limit = check.limits.find(({ dimensions }) => Object.entries(dimensions).every(([name, wanted]) => named.get(name) === wanted))
    if (!limit) return undefined
    const key = `${check.handler};${check.name};${values.map(([name, value]) => `${name}=${value}`).join(';')}`
    const window = this.#windows.get(key) ?? new RollingWindow()
    // Dimensions may come from clients' headers: the oldest combination goes when there are too many.
    const [oldest] = this.#windows.keys()
    if (this.#windows.size >= mostWindows && oldest !== undefined && !this.#windows.has(key)) this.#windows.delete(oldest)
    this.#windows.set(key, window)
    if (window.take(check.charge, { limit: limit.maxAmount, windowMs: limit.windowMs, nowMs })) return undefined
    return { kind: 'limited', response: refusal(8, `Quota is exhausted for: ${check.name}`) }
  }
}

function deny({ handler, code, message }: Denial): Refusal {
  return { kind: 'denied', response: refusal(code, `${handler}:${message}`) }
}

function refuseByList({ handler, value, entries, blacklist }: ListCheck, attributes: Attributes): Refusal | undefined {
  const found = textOf(value(attributes))
  if (entries.has(found) !== blacklist) return undefined
  return blacklist
    ? { kind: 'denied', response: refusal(7, `${handler}:${found} is blacklisted`) }
    : { kind: 'denied', response: refusal(5, `${handler}:${found} is not whitelisted`) }
}

/** google.rpc.Code: its name, and the HTTP status that Mixer's filter makes of it. */
const codes: Readonly<Record<number, readonly [name: string, status: number]>> = {
  1: ['CANCELLED', 499], 2: ['UNKNOWN', 500], 3: ['INVALID_ARGUMENT', 400], 4: ['DEADLINE_EXCEEDED', 504], 5: ['NOT_FOUND', 404], 6: ['ALREADY_EXISTS', 409],
  7: ['PERMISSION_DENIED', 403], 8: ['RESOURCE_EXHAUSTED', 429], 9: ['FAILED_PRECONDITION', 400], 10: ['ABORTED', 409], 11: ['OUT_OF_RANGE', 400],
  12: ['UNIMPLEMENTED', 501], 13: ['INTERNAL', 500], 14: ['UNAVAILABLE', 503], 15: ['DATA_LOSS', 500], 16: ['UNAUTHENTICATED', 401],
}

function refusal(code: number, message: string): HopResponse {
  const [name, status] = codes[code] ?? ['UNKNOWN', 500]
  return { status, headers: { 'content-type': 'text/plain' }, body: `${name}:${message}` }
}

function textOf(value: Attribute | undefined): string {
  return typeof value === 'object' ? '' : String(value ?? '')
}
