import type { HopRequest } from '../images/image.ts'
import { own } from '../kube/read.ts'
import type { Condition, Match, Route, TextTest } from './model.ts'
import type { Workload } from './workload.ts'

/** What conditions look at. */
export interface Subject {
  readonly request: HopRequest
  readonly caller: Workload
}

export interface MatchedRoute {
  readonly route: Route
  readonly match: Match
}

/** The first route whose conditions the request meets. */
export function matchRoute(routes: readonly Route[], subject: Subject): MatchedRoute | undefined {
  for (const route of routes) {
    if (route.matches.length === 0) return { route, match: [] }
    const match = route.matches.find((conditions) => conditions.every((condition) => holds(condition, subject)))
    if (match) return { route, match }
  }
  return undefined
}

export function pathOf(request: HopRequest): string {
  const query = request.path.indexOf('?')
  return query < 0 ? request.path : request.path.slice(0, query)
}

export function passes(test: TextTest, value: string | undefined): boolean {
  if (value === undefined || test.kind === 'never') return false
  switch (test.kind) {
    case 'present': return true
    case 'exact': return test.ignoreCase ? value.toLowerCase() === test.value.toLowerCase() : value === test.value
    case 'prefix': return test.ignoreCase ? value.toLowerCase().startsWith(test.value.toLowerCase()) : value.startsWith(test.value)
    case 'segments': return value === test.value || value.startsWith(test.value.endsWith('/') ? test.value : `${test.value}/`)
    case 'regex': return test.matches(value)
  }
}

function holds(condition: Condition, { request, caller }: Subject): boolean {
  switch (condition.on) {
    case 'path': return passes(condition.test, pathOf(request))
    case 'method': return passes(condition.test, request.method)
    case 'authority': return passes(condition.test, request.headers['host'] ?? request.host)
    case 'scheme': return passes(condition.test, request.headers['x-forwarded-proto'] ?? 'http')
    case 'header': return passes(condition.test, own(request.headers, condition.name)) !== (condition.not ?? false)
    case 'query': return passes(condition.test, queryValue(request, condition.name)) !== (condition.not ?? false)
    case 'port': return request.port === condition.port
    case 'source': return isSource(condition, caller)
  }
}

/** Whether a caller is whom a rule means. */
export function isSource(condition: Extract<Condition, { on: 'source' }>, caller: Workload): boolean {
  if (condition.service !== undefined && !caller.services().includes(condition.service)) return false
  if (condition.namespace !== undefined && condition.namespace !== caller.namespace) return false
  return Object.entries(condition.labels).every(([key, value]) => caller.labels[key] === value)
}

function queryValue(request: HopRequest, name: string): string | undefined {
  const query = request.path.indexOf('?')
  return query < 0 ? undefined : (new URLSearchParams(request.path.slice(query + 1)).get(name) ?? undefined)
}
