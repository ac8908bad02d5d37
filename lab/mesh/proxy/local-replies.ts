import type { HopResponse } from '../../images/image.ts'

/** What a proxy got for a request, or made itself. */
export interface Answer {
  readonly response: HopResponse
  /** Envoy's response flags; `-` for none. */
  readonly flags: string
}

interface LocalReply {
  readonly status: number
  readonly flags: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

const disconnect = 'upstream connect error or disconnect/reset before headers'

/** Envoy's own answers, word for word. */
const replies = {
  noRoute: { status: 404, flags: 'NR', body: '' },
  noCluster: { status: 503, flags: 'NC', body: '' },
  noHealthyUpstream: { status: 503, flags: 'UH', body: 'no healthy upstream' },
  overflow: { status: 503, flags: 'UO', body: `${disconnect}. reset reason: overflow`, headers: { 'x-envoy-overloaded': 'true' } },
  refused: { status: 503, flags: 'UF', body: `${disconnect}. reset reason: connection failure` },
  timeout: { status: 504, flags: 'UT', body: 'upstream request timeout' },
} satisfies Readonly<Record<string, LocalReply>>

export function localReply(kind: keyof typeof replies): Answer {
  const reply: LocalReply = replies[kind]
  return makeReply(reply)
}

export function faultAbort(status: number, flags: string, grpcStatus?: string): Answer {
  return makeReply({ status, flags, body: 'fault filter abort', ...(grpcStatus ? { headers: { 'grpc-status': grpcStatus } } : {}) })
}

export function makeReply({ status, flags, body, headers = {} }: LocalReply): Answer {
  const type: Readonly<Record<string, string>> = body === '' ? {} : { 'content-type': 'text/plain' }
  return { flags, response: { status, headers: { ...type, ...headers, server: 'envoy' }, body } }
}
