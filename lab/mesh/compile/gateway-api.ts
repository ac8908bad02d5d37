import type { KubeObject } from '../../kube/object.ts'
import { fullName, hostOf } from '../directory.ts'
import type { ClusterRef, Condition, HeaderOps, Match, Mirror, Redirect, Retries, Rewrite, Route, RouteAction, Target, TextTest } from '../model.ts'
import { byAge } from './destination-rules.ts'
import { durationField, field, listField, numberField, textField } from './fields.ts'
import { present } from './http-route.ts'
import { regexTest } from './text-test.ts'
import type { GatewayHost } from './gateways.ts'

/** HTTPRoutes of the Gateway API: those bound to a Gateway by host name, those bound to a Service by its full name. */
export interface GatewayApiRoutes {
  readonly gateways: readonly GatewayHost[]
  readonly mesh: ReadonlyMap<string, readonly Route[]>
}

interface RankedRoute {
  readonly route: Route
  readonly rank: readonly number[]
}

/** Within a host, the most particular match wins whatever the order of rules (Gateway API, HTTPRouteRule.matches). */
export function compileHttpRoutes(objects: readonly KubeObject[]): GatewayApiRoutes {
  const [atGateways, inMesh] = [new Map<string, RankedRoute[]>(), new Map<string, RankedRoute[]>()]
  for (const object of objects.toSorted(byAge)) {
    const namespace = object.metadata.namespace ?? 'default'
    const routes = listField(object.spec, 'rules').flatMap((rule) => compileRule(object.metadata.name, rule, namespace))
    const hosts = listField(object.spec, 'hostnames').map((host) => String(host).toLowerCase())
    for (const parent of listField(object.spec, 'parentRefs')) {
      const [table, names] = textField(parent, 'kind') === 'Service'
        ? [inMesh, [hostOf(textField(parent, 'name') ?? '', textField(parent, 'namespace') ?? namespace)]]
        : [atGateways, hosts.length > 0 ? hosts : ['*']]
      for (const name of names) table.set(name, [...(table.get(name) ?? []), ...routes])
    }
  }
  const sorted = (table: Map<string, RankedRoute[]>) => [...table].map(([host, routes]) => ({ host, routes: routes.toSorted(byRank).map(({ route }) => route) }))
  return { gateways: sorted(atGateways), mesh: new Map(sorted(inMesh).map(({ host, routes }) => [host, routes])) }
}

function byRank(a: RankedRoute, b: RankedRoute): number {
  const at = a.rank.findIndex((one, index) => one !== b.rank[index])
  return at < 0 ? 0 : (b.rank[at] ?? 0) - (a.rank[at] ?? 0)
}

function compileRule(name: string, rule: unknown, namespace: string): readonly RankedRoute[] {
  const filters = listField(rule, 'filters')
  const of = (type: string, key: string) => field(filters.find((one) => textField(one, 'type') === type), key)
  const timeoutMs = durationField(rule, 'timeouts', 'request') || durationField(rule, 'timeouts', 'backendRequest')
  const mirrors = filters.filter((one) => textField(one, 'type') === 'RequestMirror').map((one): Mirror => ({
    cluster: backend(field(one, 'requestMirror', 'backendRef'), namespace),
    percent: numberField(one, 'requestMirror', 'percent') ?? 100,
  }))
  const base = {
    name,
    action: compileAction(rule, of('RequestRedirect', 'requestRedirect'), namespace),
    mirrors,
    ...present({
      timeoutMs: timeoutMs || undefined,
      retries: compileRetry(field(rule, 'retry')),
      rewrite: compileRewrite(of('URLRewrite', 'urlRewrite')),
      requestHeaders: headerFilter(of('RequestHeaderModifier', 'requestHeaderModifier')),
      responseHeaders: headerFilter(of('ResponseHeaderModifier', 'responseHeaderModifier')),
    }),
  }
  const sources = listField(rule, 'matches')
  return (sources.length > 0 ? sources : [{}]).map((source) => {
    const match = compileMatch(source)
    return { route: { ...base, matches: match.length > 0 ? [match] : [] }, rank: rankOf(match) }
  })
}

function compileAction(rule: unknown, redirect: unknown, namespace: string): RouteAction {
  if (redirect !== undefined) return { kind: 'redirect', redirect: compileRedirect(redirect) }
  const targets = listField(rule, 'backendRefs').map((ref): Target => ({ weight: numberField(ref, 'weight') ?? 1, cluster: backend(ref, namespace) }))
  // "If all weights are 0 or there is no backend, the status is 500."
  return targets.some(({ weight }) => weight > 0) ? { kind: 'forward', targets } : { kind: 'respond', status: 500, body: '' }
}

function backend(ref: unknown, namespace: string): ClusterRef {
  const name = textField(ref, 'name') ?? ''
  const port = numberField(ref, 'port')
  const host = textField(ref, 'kind') === 'Hostname' ? fullName(name, namespace) : hostOf(name, textField(ref, 'namespace') ?? namespace)
  return { host, labels: {}, ...(port === undefined ? {} : { port }) }
}

function compileMatch(source: unknown): Match {
  const conditions: Condition[] = []
  const path = textField(source, 'path', 'value')
  const type = textField(source, 'path', 'type') ?? 'PathPrefix'
  if (path !== undefined && !(type === 'PathPrefix' && path === '/')) conditions.push({ on: 'path', test: pathTest(type, path) })
  const method = textField(source, 'method')
  if (method) conditions.push({ on: 'method', test: { kind: 'exact', value: method } })
  for (const [list, on] of [['headers', 'header'], ['queryParams', 'query']] as const) {
    for (const one of listField(source, list)) {
      const [name, value] = [textField(one, 'name') ?? '', textField(one, 'value') ?? '']
      const test: TextTest = textField(one, 'type') === 'RegularExpression' ? regexTest(value) : { kind: 'exact', value }
      conditions.push({ on, name: on === 'header' ? name.toLowerCase() : name, test })
    }
  }
  return conditions
}

function pathTest(type: string, value: string): TextTest {
  if (type === 'Exact') return { kind: 'exact', value }
  return type === 'RegularExpression' ? regexTest(value) : { kind: 'segments', value }
}

/** Exact path, then length of the prefix, then a method, then the number of headers, then of query parameters. */
function rankOf(match: Match): readonly number[] {
  const path = match.find((one) => one.on === 'path')
  const test = path?.on === 'path' ? path.test : undefined
  const length = test && 'value' in test ? test.value.length : test?.kind === 'regex' ? test.source.length : 0
  const count = (on: Condition['on']) => match.filter((one) => one.on === on).length
  return [test?.kind === 'exact' ? 1 : 0, length, count('method'), count('header'), count('query')]
}

function headerFilter(source: unknown): HeaderOps | undefined {
  if (source === undefined) return undefined
  const pairs = (name: string) => Object.fromEntries(listField(source, name).map((one) => [(textField(one, 'name') ?? '').toLowerCase(), textField(one, 'value') ?? '']))
  return { set: pairs('set'), add: pairs('add'), remove: listField(source, 'remove').map((name) => String(name).toLowerCase()) }
}

function compileRewrite(source: unknown): Rewrite | undefined {
  if (source === undefined) return undefined
  return present({ authority: textField(source, 'hostname'), path: textField(source, 'path', 'replaceFullPath'), uri: textField(source, 'path', 'replacePrefixMatch') })
}

function compileRedirect(source: unknown): Redirect {
  const status = numberField(source, 'statusCode') ?? 302
  return {
    status,
    ...present({
      scheme: textField(source, 'scheme'), authority: textField(source, 'hostname'), port: numberField(source, 'port'),
      uri: textField(source, 'path', 'replaceFullPath'), prefix: textField(source, 'path', 'replacePrefixMatch'),
    }),
  }
}

function compileRetry(source: unknown): Retries | undefined {
  const attempts = numberField(source, 'attempts')
  if (attempts === undefined || attempts <= 0) return undefined
  return { attempts, on: ['connect-failure', 'refused-stream', 'retriable-status-codes'], statuses: listField(source, 'codes').map(Number), backOffMs: durationField(source, 'backoff') || 25 }
}
