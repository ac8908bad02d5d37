import type { KubeObject } from '../../kube/object.ts'
import type { Condition, Fault, Match, Redirect, Retries, Rewrite, Route, RouteAction, Target } from '../model.ts'
import { durationField, field, listField, numberField, recordField, stringsField, textField } from './fields.ts'
import { corsPolicy, lowerKeys } from './http-fields.ts'
import { istioServiceHost } from './istio-service.ts'
import { textTest } from './text-test.ts'

/** Pilot 0.6.0 gives every route 15 s unless the rule says otherwise. */
const legacyTimeoutMs = 15_000

/**
 * RouteRules (config.istio.io/v1alpha2) as ordered routes by the host they are for. Order, conditions and defaults are those
 * of Pilot 0.6.0: precedence from high to low, then `namespace/name`; a rule that its validator refuses is left out.
 */
export function compileRouteRules(rules: readonly KubeObject[]): ReadonlyMap<string, readonly Route[]> {
  const byHost = new Map<string, Route[]>()
  for (const rule of rules.toSorted(byPrecedence)) {
    const host = istioServiceHost(field(rule.spec, 'destination'), rule.metadata.namespace ?? 'default')
    const route = host === undefined ? undefined : compileRule(rule, host)
    if (!host || !route) continue
    byHost.set(host, [...(byHost.get(host) ?? []), route])
  }
  return byHost
}

/** Where a service's requests go when no rule takes them: to all of its pods. */
export function legacyDefaultRoute(host: string): Route {
  const targets = [{ weight: 100, cluster: { host, labels: {} } }]
  return { name: 'default-route', matches: [], action: { kind: 'forward', targets }, timeoutMs: legacyTimeoutMs, mirrors: [] }
}

function byPrecedence(a: KubeObject, b: KubeObject): number {
  const difference = (numberField(b.spec, 'precedence') ?? 0) - (numberField(a.spec, 'precedence') ?? 0)
  return difference || (keyOf(a) < keyOf(b) ? -1 : 1)
}

function keyOf({ metadata }: KubeObject): string {
  return `route-rule/${metadata.namespace ?? ''}/${metadata.name}`
}

function compileRule(rule: KubeObject, host: string): Route | undefined {
  const { spec, metadata } = rule
  const action = compileAction(rule, host)
  if (!action) return undefined
  const match = compileMatch(spec, metadata.namespace ?? 'default')
  const mirror = istioServiceHost(field(spec, 'mirror'), metadata.namespace ?? 'default')
  const headers = stringsField(spec, 'appendHeaders')
  const [fault, retries, rewrite, cors] = [compileFault(spec), compileRetries(spec), compileRewrite(spec), corsPolicy(field(spec, 'corsPolicy'))]
  return {
    name: metadata.name,
    matches: match.length === 0 ? [] : [match],
    action,
    timeoutMs: durationField(spec, 'httpReqTimeout', 'simpleTimeout', 'timeout') ?? legacyTimeoutMs,
    mirrors: mirror ? [{ cluster: { host: mirror, labels: stringsField(spec, 'mirror', 'labels') }, percent: 100 }] : [],
    ...(fault ? { fault } : {}),
    ...(retries ? { retries } : {}),
    ...(rewrite ? { rewrite } : {}),
    ...(cors ? { cors } : {}),
    ...(Object.keys(headers).length > 0 ? { requestHeaders: { set: {}, add: lowerKeys(headers), remove: [] } } : {}),
  }
}

function compileAction({ spec, metadata }: KubeObject, host: string): RouteAction | undefined {
  const redirect = compileRedirect(spec)
  if (redirect) return { kind: 'redirect', redirect }
  const entries = listField(spec, 'route')
  if (entries.length === 0) return { kind: 'forward', targets: [{ weight: 100, cluster: { host, labels: {} } }] }
  const targets = entries.map((entry): Target => {
    const elsewhere = istioServiceHost(field(entry, 'destination'), metadata.namespace ?? 'default')
    return { weight: numberField(entry, 'weight') ?? 0, cluster: { host: elsewhere ?? host, labels: stringsField(entry, 'labels') } }
  })
  const [only] = targets
  if (only && targets.length === 1) return only.weight === 0 || only.weight === 100 ? { kind: 'forward', targets: [{ ...only, weight: 100 }] } : undefined
  return targets.reduce((sum, target) => sum + target.weight, 0) === 100 ? { kind: 'forward', targets } : undefined
}

function compileMatch(spec: unknown, namespace: string): Match {
  const conditions: Condition[] = []
  const source = recordField(spec, 'match', 'source')
  if (source) {
    const service = istioServiceHost(source, namespace)
    conditions.push({ on: 'source', labels: stringsField(source, 'labels'), ...(service ? { service } : {}) })
  }
  for (const [name, test] of Object.entries(recordField(spec, 'match', 'request', 'headers') ?? {})) conditions.push(headerCondition(name, test))
  return conditions
}

/** Five header names mean parts of the request itself. */
function headerCondition(name: string, source: unknown): Condition {
  const test = textTest(source)
  switch (name) {
    case 'uri': return { on: 'path', test }
    case 'method': case 'authority': case 'scheme': return { on: name, test }
    default: return { on: 'header', name: name.toLowerCase(), test }
  }
}

function compileFault(spec: unknown): Fault | undefined {
  const delayMs = durationField(spec, 'httpFault', 'delay', 'fixedDelay')
  const status = numberField(spec, 'httpFault', 'abort', 'httpStatus')
  if (delayMs === undefined && status === undefined) return undefined
  // Pilot 0.6.0 takes percent as an integer, and absent as 0: no fault at all.
  const percent = (kind: 'delay' | 'abort') => Math.trunc(numberField(spec, 'httpFault', kind, 'percent') ?? 0)
  return {
    ...(delayMs === undefined ? {} : { delay: { percent: percent('delay'), ms: delayMs } }),
    ...(status === undefined ? {} : { abort: { percent: percent('abort'), status } }),
  }
}

function compileRetries(spec: unknown): Retries | undefined {
  const attempts = numberField(spec, 'httpReqRetries', 'simpleRetry', 'attempts')
  if (attempts === undefined || attempts <= 0) return undefined
  const perTryTimeoutMs = durationField(spec, 'httpReqRetries', 'simpleRetry', 'perTryTimeout')
  return { attempts, on: ['5xx', 'connect-failure', 'refused-stream'], statuses: [], backOffMs: 25, ...(perTryTimeoutMs ? { perTryTimeoutMs } : {}) }
}

function compileRewrite(spec: unknown): Rewrite | undefined {
  const [uri, authority] = [textField(spec, 'rewrite', 'uri'), textField(spec, 'rewrite', 'authority')]
  return uri || authority ? { ...(uri ? { uri } : {}), ...(authority ? { authority } : {}) } : undefined
}

function compileRedirect(spec: unknown): Redirect | undefined {
  const [uri, authority] = [textField(spec, 'redirect', 'uri'), textField(spec, 'redirect', 'authority')]
  return uri || authority ? { status: 301, ...(uri ? { uri } : {}), ...(authority ? { authority } : {}) } : undefined
}
