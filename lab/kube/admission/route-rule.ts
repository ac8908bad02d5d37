import type { KubeObject } from '../object.ts'
import { isRecord, number, read, readList, readRecord, text } from '../read.ts'
import { serviceErrors } from './istio-service.ts'
import { durationErrors, percentErrors } from './values.ts'

/** Fields of a RouteRule's spec (source: istio/api routing/v1alpha1 route_rule.proto). */
const specFields = ['destination', 'precedence', 'match', 'route', 'redirect', 'rewrite', 'websocketUpgrade', 'httpReqTimeout',
  'httpReqRetries', 'httpFault', 'l4Fault', 'mirror', 'corsPolicy', 'appendHeaders']

/** What Pilot 0.6 objects to in a RouteRule (source: pilot/pkg/model/validation.go). */
export function routeRuleErrors(rule: KubeObject): readonly string[] {
  const spec = readRecord(rule, 'spec')
  const unknown = Object.keys(spec).find((field) => !specFields.includes(field))
  if (unknown) return [`error decoding configuration: YAML decoding error: unknown field ${JSON.stringify(unknown)} in v1alpha1.RouteRule`]
  return [
    ...destinationErrors(spec),
    ...matchErrors(spec),
    ...routeErrors(readList(spec, 'route')),
    ...combinationErrors(spec),
    ...timingErrors(spec),
    ...faultErrors(spec),
  ]
}

function destinationErrors(spec: unknown): string[] {
  const destination = read(spec, 'destination')
  if (!isRecord(destination)) return ['route rule must have a destination service']
  const labels = Object.keys(readRecord(destination, 'labels')).length > 0 ? ['route rule destination labels must be empty'] : []
  return [...serviceErrors(destination), ...labels]
}

function matchErrors(spec: unknown): string[] {
  const match = readRecord(spec, 'match')
  const udp = match['udp'] === undefined ? [] : ['UDP protocol not supported yet']
  const source = isRecord(match['source']) ? serviceErrors(match['source']) : []
  return [...udp, ...source, ...Object.entries(readRecord(match, 'request', 'headers')).flatMap(([name, test]) => headerErrors(name, test))]
}

function headerErrors(name: string, test: unknown): string[] {
  const errors = name === name.toLowerCase() ? [] : [`header name ${JSON.stringify(name)} invalid: must be in lower case`]
  if (name !== 'uri') return errors
  const empty = ['exact', 'prefix', 'regex'].filter((kind) => read(test, kind) === '')
  return [...errors, ...empty.map((kind) => `${kind} header value for "uri" must be non-empty`)]
}

function routeErrors(route: readonly unknown[]): string[] {
  const weights = route.map((entry) => number(read(entry, 'weight')))
  const ranges = weights.flatMap((weight) => (weight < 0 || weight > 100 ? [`weight invalid: percentage ${weight} is not in range 0..100`] : []))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const single = weights.length === 1 && weights[0] === 0
  const sum = route.length > 0 && !single && total !== 100 ? [`route weights total ${total} (must total 100)`] : []
  return [...ranges, ...sum]
}

function combinationErrors(spec: Readonly<Record<string, unknown>>): string[] {
  const { redirect, rewrite } = spec
  const errors: string[] = []
  if (redirect !== undefined) {
    if (readList(spec, 'route').length > 0) errors.push('rule cannot contain both route and redirect')
    if (spec['httpFault'] !== undefined) errors.push('rule cannot contain both fault and redirect')
    if (rewrite !== undefined) errors.push('rule cannot contain both rewrite and redirect')
    if (spec['websocketUpgrade'] === true) errors.push('WebSocket upgrade is not allowed on redirect rules')
    if (!text(read(redirect, 'uri')) && !text(read(redirect, 'authority'))) errors.push('redirect must specify path, host, or both')
  }
  if (rewrite !== undefined && !text(read(rewrite, 'uri')) && !text(read(rewrite, 'authority'))) errors.push('rewrite must specify path, host, or both')
  return errors
}

function timingErrors(spec: unknown): string[] {
  const timeout = read(spec, 'httpReqTimeout', 'simpleTimeout', 'timeout')
  const retry = readRecord(spec, 'httpReqRetries', 'simpleRetry')
  return [
    ...(timeout === undefined ? [] : durationErrors(timeout).map((error) => `httpTimeout invalid: ${error}`)),
    ...(number(retry['attempts']) < 0 ? ['attempts must be in range [0..]'] : []),
    ...(retry['perTryTimeout'] === undefined ? [] : durationErrors(retry['perTryTimeout']).map((error) => `perTryTimeout invalid: ${error}`)),
  ]
}

function faultErrors(spec: unknown): string[] {
  const delay = readRecord(spec, 'httpFault', 'delay')
  const abort = readRecord(spec, 'httpFault', 'abort')
  const status = abort['httpStatus']
  const badStatus = status !== undefined && (typeof status !== 'number' || status < 0 || status > 600)
  return [
    ...[delay, abort].flatMap((fault) => (fault['percent'] === undefined ? [] : percentErrors(fault['percent']).map((error) => `percent invalid: ${error}`))),
    ...(delay['fixedDelay'] === undefined ? [] : durationErrors(delay['fixedDelay']).map((error) => `fixedDelay invalid: ${error}`)),
    ...(delay['exponentialDelay'] === undefined ? [] : ['exponentialDelay not supported yet']),
    ...(badStatus ? [`invalid abort http status ${text(status)}`] : []),
    ...(abort['grpcStatus'] === undefined ? [] : ['gRPC fault injection not supported yet']),
    ...(read(spec, 'l4Fault') === undefined ? [] : ['L4 faults are not implemented']),
  ]
}
