import type { HopRequest } from '../../images/image.ts'
import type { HeaderOps, Match, Rewrite, Route, Target } from '../model.ts'
import { traceHeaders, type TraceContext } from './trace.ts'

/** The request as it leaves the proxy: path and host rewritten, headers changed, the trace continued. */
export function outgoingRequest(request: HopRequest, { route, match, target, trace }: { readonly route: Route; readonly match: Match; readonly target: Target; readonly trace: TraceContext }): HopRequest {
  const changed = applyHeaders(applyHeaders(request.headers, route.requestHeaders), target.requestHeaders)
  const authority = route.rewrite?.authority ?? changed['host'] ?? request.host
  return {
    ...request,
    path: route.rewrite ? rewritePath(request.path, route.rewrite, match) : request.path,
    headers: { ...changed, host: authority, ...traceHeaders(trace) },
  }
}

/** Sets, adds and removes headers. Values may be lists in responses. */
export function applyHeaders<Value extends string | readonly string[]>(headers: Readonly<Record<string, Value>>, ops: HeaderOps | undefined): Readonly<Record<string, Value | string>> {
  if (!ops) return headers
  const changed: Record<string, Value | string> = { ...headers, ...ops.set }
  for (const [name, value] of Object.entries(ops.add)) {
    const before = changed[name]
    changed[name] = before === undefined ? value : `${typeof before === 'string' ? before : before.join(',')},${value}`
  }
  for (const name of ops.remove) delete changed[name]
  return changed
}

function rewritePath(path: string, rewrite: Rewrite, match: Match): string {
  const question = path.indexOf('?')
  const [bare, query] = question < 0 ? [path, ''] : [path.slice(0, question), path.slice(question)]
  if (rewrite.regex) return rewrite.regex.replace(bare) + query
  if (rewrite.path !== undefined) return rewrite.path + query
  if (rewrite.uri === undefined) return path
  return replacePrefix(bare, rewrite.uri, match) + query
}

/** Replaces the part of a path that a rule matched: the prefix, or all of it. */
export function replacePrefix(path: string, replacement: string, match: Match): string {
  const condition = match.find((one) => one.on === 'path')
  const test = condition?.on === 'path' ? condition.test : { kind: 'prefix' as const, value: '/' }
  if (test.kind === 'prefix') return replacement + path.slice(test.value.length)
  if (test.kind !== 'segments') return replacement
  const rest = path.slice(test.value.replace(/\/$/, '').length)
  return `${replacement.replace(/\/$/, '')}${rest}` || '/'
}
