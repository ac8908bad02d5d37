import type { IncomingHttpHeaders } from 'node:http'

export interface Doors {
  readonly allowedOrigins: readonly string[]
  readonly allowedHosts: readonly string[]
}

/**
 * Why a request must not reach us under this Host; undefined when it may. A page elsewhere whose name was pointed at our
 * address (DNS rebinding) has its own name in Host.
 */
export function refuseHost(headers: IncomingHttpHeaders, { allowedHosts }: Doors): string | undefined {
  const host = headers.host?.toLowerCase()
  if (host && allowedHosts.includes(host)) return undefined
  return 'This server is not known under that name.'
}

/**
 * Why a WebSocket must not be opened; undefined when it may. Browsers let any page open a socket to any server and send our
 * cookies along, so the exact origin decides, and a client that names none is refused too.
 */
export function refuseSocket(headers: IncomingHttpHeaders, doors: Doors): string | undefined {
  const wrongHost = refuseHost(headers, doors)
  if (wrongHost) return wrongHost
  const { origin } = headers
  if (origin !== undefined && doors.allowedOrigins.includes(origin)) return undefined
  return 'The socket opens only for pages of this server.'
}

/** Why a request that may change something must not be answered: a form on another site can send it with our cookies. */
export function refuseWrite(method: string | undefined, headers: IncomingHttpHeaders, { allowedOrigins }: Doors): string | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  const { origin } = headers
  if (origin !== undefined && allowedOrigins.includes(origin)) return undefined
  return 'This can only be sent from a page of this server.'
}
