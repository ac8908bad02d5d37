import type { KubeObject } from '../../kube/object.ts'
import { fullName, hostOf } from '../directory.ts'
import type { Match, Route } from '../model.ts'
import { byAge } from './destination-rules.ts'
import { field, listField, textField } from './fields.ts'
import { compileHttpRoute, type RouteContext } from './http-route.ts'
import { compileMatches } from './http-match.ts'

/** The gateway name that stands for all sidecars. */
const meshGateway = 'mesh'

/** Routes that VirtualServices give to a host at a gateway, or (`mesh`) at every sidecar. */
export interface HostRoutes {
  /** Full host, `*` or `*.suffix`. */
  readonly host: string
  /** `namespace/name`, or `mesh`. */
  readonly gateway: string
  readonly routes: readonly Route[]
}

/** VirtualServices, the oldest first; one without hosts is only there for others to delegate to. */
export function compileVirtualServices(objects: readonly KubeObject[], context: Omit<RouteContext, 'namespace'>): readonly HostRoutes[] {
  return objects.toSorted(byAge).flatMap((object) => {
    const namespace = object.metadata.namespace ?? 'default'
    const gateways = listField(object.spec, 'gateways').map((name) => gatewayName(String(name), namespace))
    return (gateways.length > 0 ? gateways : [meshGateway]).flatMap((gateway) => {
      const routes = compileHttp({ object, gateway, all: objects, context: { ...context, namespace } })
      return listField(object.spec, 'hosts').map((host) => ({ host: virtualHost(String(host), namespace, gateway), gateway, routes }))
    })
  })
}

interface CompileInput {
  readonly object: KubeObject
  readonly gateway: string
  readonly all: readonly KubeObject[]
  readonly context: RouteContext
  /** Conditions of the route that delegated here. */
  readonly outer?: readonly Match[]
}

function compileHttp({ object, gateway, all, context, outer = [] }: CompileInput): readonly Route[] {
  const { namespace } = context
  return listField(object.spec, 'http').flatMap((source) => {
    const own = compileMatches(listField(source, 'match'), (one) => appliesAt(one, gateway, namespace))
    if (!own) return []
    const matches = both(outer, own)
    const delegate = field(source, 'delegate')
    if (delegate === undefined) {
      const route = compileHttpRoute(source, { name: object.metadata.name, matches, context })
      return route ? [route] : []
    }
    const inside = textField(delegate, 'namespace') ?? namespace
    const target = all.find(({ metadata, spec }) => metadata.name === textField(delegate, 'name') && metadata.namespace === inside && listField(spec, 'hosts').length === 0)
    // Only one level deep, as in Istio.
    return target && outer.length === 0 ? compileHttp({ object: target, gateway, all, context: { ...context, namespace: inside }, outer: matches.length > 0 ? matches : [[]] }) : []
  })
}

function appliesAt(match: unknown, gateway: string, namespace: string): boolean {
  const named = listField(match, 'gateways').map((name) => gatewayName(String(name), namespace))
  return named.length === 0 || named.includes(gateway)
}

/** One of the first and one of the second must fit. */
function both(first: readonly Match[], second: readonly Match[]): readonly Match[] {
  if (first.length === 0) return second
  return second.length === 0 ? first : first.flatMap((a) => second.map((b) => [...a, ...b]))
}

function gatewayName(name: string, namespace: string): string {
  return name === meshGateway || name.includes('/') ? name : `${namespace}/${name.split('.')[0] ?? name}`
}

/** At a gateway hosts are what clients ask for; inside, short names mean services beside the rule. */
function virtualHost(host: string, namespace: string, gateway: string): string {
  if (gateway !== meshGateway || host.startsWith('*')) return host.toLowerCase()
  return host.includes('.') ? fullName(host, namespace) : hostOf(host, namespace)
}
