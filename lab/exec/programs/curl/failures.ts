import type { ParsedUrl } from '../parse-url.ts'
import type { CurlOptions } from './options.ts'

/** A failure as curl tells it: `curl: (status) message`. */
export interface CurlFailure {
  readonly status: number
  readonly message: string
}

interface Circumstances {
  readonly url: ParsedUrl
  readonly options: CurlOptions
  readonly seconds: number
}

/** The words of curl 7.68. */
export function describeFailure(kind: 'timeout' | 'unknown-host' | 'refused' | 'no-tls', { url, options, seconds }: Circumstances): CurlFailure {
  switch (kind) {
    case 'unknown-host': return { status: 6, message: `Could not resolve host: ${url.host}` }
    case 'refused': return { status: 7, message: `Failed to connect to ${url.host} port ${url.port}: Connection refused` }
    case 'timeout': return { status: 28, message: `Operation timed out after ${Math.round(Math.max(seconds * 1000, options.maxTimeMs ?? 0))} milliseconds with 0 bytes received` }
    case 'no-tls': return { status: 35, message: 'error:1408F10B:SSL routines:ssl3_get_record:wrong version number' }
  }
}
