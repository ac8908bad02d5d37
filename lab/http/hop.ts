import type { HopRequest, HopResponse } from '../images/image.ts'

/** A browser's request as the router sees it. The host loses its port. */
export async function toHop(request: Request): Promise<HopRequest> {
  const url = new URL(request.url)
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined
  return {
    method: request.method,
    host: url.hostname,
    port: url.port === '' ? 80 : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...Object.fromEntries(request.headers) },
    ...(body ? { body } : {}),
  }
}

/** Answers that must not have a body (Fetch standard, null body status). */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304])

/** A service's answer as a Response; a header with several values stays several headers. */
export function fromHop({ status, headers, body }: HopResponse): Response {
  const list = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
  return new Response(bodiless.has(status) ? null : typeof body === 'string' ? body : new Uint8Array(body), { status, headers: list })
}
