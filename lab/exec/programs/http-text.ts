import { byteLength } from '../../images/body.ts'
import type { HopResponse } from '../../images/image.ts'

const reasons: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect',
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 408: 'Request Timeout', 409: 'Conflict', 418: "I'm a teapot", 429: 'Too Many Requests',
  500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout', 555: '',
}

export function statusText(status: number): string {
  return reasons[status] ?? ''
}

/** The head of an answer as it goes over the wire, empty line included. */
export function headText({ status, headers, body }: HopResponse, nowMs: number): string {
  const wire = { ...headers, date: headers['date'] ?? new Date(nowMs).toUTCString(), ...(status === 204 || status === 304 ? {} : { 'content-length': headers['content-length'] ?? String(byteLength(body)) }) }
  const lines = Object.entries(wire).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
  return `HTTP/1.1 ${status} ${statusText(status)}\r\n${lines.join('')}\r\n`
}
