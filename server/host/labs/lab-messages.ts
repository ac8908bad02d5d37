import type { LabProfile, LabState } from '../../../lab/lab.ts'

/** What a lab is made of, as plain data that crosses to a worker. Clock and randomness are made there. */
export interface LabSetup {
  readonly seed: number
  readonly profile: LabProfile
  readonly apiHosts: readonly string[]
  readonly routerSuffix: string
  readonly publicPort: number
  readonly token: string
  readonly state?: LabState
}

export interface LabRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: Uint8Array
}

/** Bytes of a connection between host and lab that may be on their way before the sender waits. */
export const tunnelWindowBytes = 256 * 1024

/** What either side tells the other of a connection: bytes, how many of them were passed on, its half end, its end. */
type Tunnelled =
  | { readonly kind: 'tunnel-bytes'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'tunnel-taken'; readonly id: number; readonly count: number }
  | { readonly kind: 'tunnel-end'; readonly id: number }
  | { readonly kind: 'tunnel-closed'; readonly id: number }

export type ToWorker =
  | { readonly kind: 'start'; readonly lab: string; readonly setup: LabSetup }
  | { readonly kind: 'fetch'; readonly lab: string; readonly id: number; readonly request: LabRequest }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'snapshot'; readonly lab: string; readonly id: number }
  | { readonly kind: 'stop'; readonly lab: string }
  | { readonly kind: 'tunnel-open'; readonly lab: string; readonly id: number }
  | Tunnelled

export type FromWorker =
  | { readonly kind: 'head'; readonly id: number; readonly status: number; readonly headers: readonly (readonly [string, string])[] }
  | { readonly kind: 'chunk'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'state'; readonly id: number; readonly state: LabState }
  | Tunnelled
