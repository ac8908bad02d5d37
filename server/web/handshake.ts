import type { IncomingHttpHeaders } from 'node:http'

export interface Doors {
  readonly allowedOrigins: readonly string[]
  readonly allowedHosts: readonly string[]
}

/** Our own machine under a port of somebody's choice: a forwarded one (`ssh -L 8080:localhost:3000`, a container's). */
const forwarded = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/**
 * Why a request must not reach us under this Host; undefined when it may. A page elsewhere whose name was pointed at our
 * address (DNS rebinding) has its own name in Host, never a name of the loopback.
 */
export function refuseHost(headers: IncomingHttpHeaders, { allowedHosts }: Doors): string | undefined {
  const host = headers.host?.toLowerCase()
  if (host && (allowedHosts.includes(host) || forwarded.test(host))) return undefined
  return 'This server is not known under that name.'
}

/**
 * Why a WebSocket must not be opened; undefined when it may. Browsers let any page open a socket to any server and send our
 * cookies along, so the exact origin decides, and a client that names none is refused too.
 */
export function refuseSocket(headers: IncomingHttpHeaders, doors: Doors): string | undefined {
  const wrongHost = refuseHost(headers, doors)
  if (wrongHost) return wrongHost
  if (isOwnOrigin(headers, doors)) return undefined
  return 'The socket opens only for pages of this server.'
}

/** Why a request that may change something must not be answered: a form on another site can send it with our cookies. */
export function refuseWrite(method: string | undefined, headers: IncomingHttpHeaders, doors: Doors): string | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  if (isOwnOrigin(headers, doors)) return undefined
  return 'This can only be sent from a page of this server.'
}

// Through a forwarded port a page of ours has the port's own origin, and so must Host: a page on another port has not.
function isOwnOrigin({ origin, host = '' }: IncomingHttpHeaders, { allowedOrigins }: Doors): boolean {
  if (origin === undefined) return false
  return allowedOrigins.includes(origin) || (forwarded.test(host) && origin === `http://${host}`)
}
