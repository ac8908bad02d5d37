/** Headers that bookinfo's services pass on, so that traces join and rules see who asks. */
const names = [
  'x-request-id', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-parentspanid', 'x-b3-sampled', 'x-b3-flags', 'x-ot-span-context',
  'traceparent', 'tracestate', 'end-user', 'user-agent', 'authorization', 'cookie',
] as const

type Headers = Readonly<Record<string, string>>

export function propagatedHeaders(headers: Headers): Headers {
  const passed: Record<string, string> = {}
  for (const name of names) {
    const value = headers[name]
    if (value !== undefined) passed[name] = value
  }
  return passed
}
