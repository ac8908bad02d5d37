import type { JsonObject } from '../json.ts'

const known: Readonly<Record<number, { readonly reason: string; readonly message: string }>> = {
  400: { reason: 'BadRequest', message: 'the server rejected our request for an unknown reason' },
  401: { reason: 'Unauthorized', message: 'the server has asked for the client to provide credentials' },
  403: { reason: 'Forbidden', message: 'the server does not allow access to the requested resource' },
  404: { reason: 'NotFound', message: 'the server could not find the requested resource' },
  405: { reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' },
  409: { reason: 'Conflict', message: 'the server reported a conflict' },
  410: { reason: 'Expired', message: 'the requested resource has expired' },
  415: { reason: 'UnsupportedMediaType', message: 'the body of the request was in an unknown format' },
  429: { reason: 'TooManyRequests', message: 'the server has received too many requests and has asked us to try again later' },
  503: { reason: 'ServiceUnavailable', message: 'the server is currently unable to handle the request' },
  504: { reason: 'Timeout', message: 'the server was unable to return a response in the time allotted, but may still be processing the request' },
}

/** A Status for an answer that is none: a proxy's page, an empty body. The sentences are those of client-go. */
export function statusOfPlainAnswer(method: string, code: number, body: string): JsonObject {
  const { reason, message } = known[code] ?? {
    reason: 'InternalError', message: `an error on the server (${JSON.stringify(body.trim().slice(0, 2048))}) has prevented the request from succeeding`,
  }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message, code, details: { method } }
}
