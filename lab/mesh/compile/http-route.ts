import { fullName } from '../directory.ts'
import type { ClusterRef, Fault, HeaderOps, Labels, Match, Mirror, Redirect, Rewrite, Route, RouteAction, Target } from '../model.ts'
import { durationField, field, listField, numberField, recordField, textField } from './fields.ts'
import { corsPolicy, headerOps, lowerKeys } from './http-fields.ts'
import { compileRetries } from './http-retries.ts'
import { compilePattern } from './text-test.ts'

/** What a rule needs to know of others. */
export interface RouteContext {
  readonly namespace: string
  /** Labels of a subset; undefined when no DestinationRule defines it. */
  subset(host: string, name: string): Labels | undefined
}

/** One entry of a VirtualService's `http`; undefined when it is one that Istio would refuse. */
export function compileHttpRoute(source: unknown, { name, matches, context }: { readonly name: string; readonly matches: readonly Match[]; readonly context: RouteContext }): Route | undefined {
  const action = compileAction(source, context)
  if (!action) return undefined
  const timeoutMs = durationField(source, 'timeout')
  const optional = {
    fault: compileFault(field(source, 'fault')),
    retries: compileRetries(field(source, 'retries')),
    rewrite: compileRewrite(field(source, 'rewrite')),
    requestHeaders: requestHeaders(source),
    responseHeaders: headerOps(field(source, 'headers', 'response')),
    cors: corsPolicy(field(source, 'corsPolicy')),
  }
  return { name, matches, action, mirrors: compileMirrors(source, context), ...(timeoutMs ? { timeoutMs } : {}), ...present(optional) }
}

/** Without the fields that are undefined. */
export function present<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  // Each entry that is left has its own type less undefined, which Object.fromEntries cannot express.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }
}

function compileAction(source: unknown, context: RouteContext): RouteAction | undefined {
  if (recordField(source, 'redirect')) return { kind: 'redirect', redirect: compileRedirect(field(source, 'redirect')) }
  if (recordField(source, 'directResponse')) {
    return { kind: 'respond', status: numberField(source, 'directResponse', 'status') ?? 200, body: textField(source, 'directResponse', 'body', 'string') ?? '' }
  }
  const entries = listField(source, 'route')
  const targets = entries.map((entry) => compileTarget(entry, context, entries.length === 1))
  const sum = targets.reduce((total, { weight }) => total + weight, 0)
  return sum > 0 && targets.every(({ weight }) => weight >= 0) ? { kind: 'forward', targets } : undefined
}

/** A single entry ignores its weight; several are relative to their sum. */
function compileTarget(entry: unknown, context: RouteContext, alone: boolean): Target {
  const weight = alone ? 100 : (numberField(entry, 'weight') ?? 0)
  const headers = { requestHeaders: headerOps(field(entry, 'headers', 'request')), responseHeaders: headerOps(field(entry, 'headers', 'response')) }
  return { weight, cluster: compileDestination(field(entry, 'destination'), context), ...present(headers) }
}

function compileDestination(destination: unknown, { namespace, subset }: RouteContext): ClusterRef {
  const written = textField(destination, 'host') ?? ''
  const host = fullName(written, namespace)
  const port = numberField(destination, 'port', 'number') ?? numberField(destination, 'port')
  const name = textField(destination, 'subset')
  const labels = name === undefined ? {} : subset(host, name)
  return { host, labels: labels ?? {}, ...(port === undefined ? {} : { port }), ...(name === undefined ? {} : { subset: name }), ...(labels === undefined ? { missing: true } : {}) }
}

function requestHeaders(source: unknown): HeaderOps | undefined {
  const added = recordField(source, 'appendHeaders')
  const ops = headerOps(field(source, 'headers', 'request'))
  if (!added) return ops
  const add = lowerKeys(Object.fromEntries(Object.entries(added).map(([key, value]) => [key, String(value)])))
  return { set: ops?.set ?? {}, add: { ...ops?.add, ...add }, remove: ops?.remove ?? [] }
}

function compileFault(fault: unknown): Fault | undefined {
  if (recordField(fault) === undefined) return undefined
  const delayMs = durationField(fault, 'delay', 'fixedDelay')
  const grpcStatus = textField(fault, 'abort', 'grpcStatus')
  const status = numberField(fault, 'abort', 'httpStatus') ?? (grpcStatus === undefined ? undefined : 200)
  const share = (kind: 'delay' | 'abort') => numberField(fault, kind, 'percentage', 'value') ?? numberField(fault, kind, 'percent') ?? 0
  return {
    ...(delayMs === undefined ? {} : { delay: { percent: share('delay'), ms: delayMs } }),
    ...(status === undefined ? {} : { abort: { percent: share('abort'), status, ...(grpcStatus ? { grpcStatus } : {}) } }),
  }
}

function compileRewrite(source: unknown): Rewrite | undefined {
  if (recordField(source) === undefined) return undefined
  const pattern = textField(source, 'uriRegexRewrite', 'match')
  const compiled = pattern === undefined ? undefined : compilePattern(pattern)
  // Istio writes groups as \1, re2js as $1.
  const replacement = (textField(source, 'uriRegexRewrite', 'rewrite') ?? '').replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1')
  const regex = compiled && { replace: (path: string) => compiled.matcher(path).replaceAll(replacement) }
  return present({ uri: textField(source, 'uri'), authority: textField(source, 'authority'), regex })
}

function compileRedirect(source: unknown): Redirect {
  const status = numberField(source, 'redirectCode') ?? 301
  return { status, ...present({ uri: textField(source, 'uri'), authority: textField(source, 'authority'), scheme: textField(source, 'scheme'), port: numberField(source, 'port') }) }
}

function compileMirrors(source: unknown, context: RouteContext): readonly Mirror[] {
  const single = recordField(source, 'mirror')
  const share = numberField(source, 'mirrorPercentage', 'value') ?? numberField(source, 'mirrorPercent') ?? 100
  const many = listField(source, 'mirrors').map((one) => ({ cluster: compileDestination(field(one, 'destination'), context), percent: numberField(one, 'percentage', 'value') ?? 100 }))
  return single ? [{ cluster: compileDestination(single, context), percent: share }, ...many] : many
}
