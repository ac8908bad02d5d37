import type { HopRequest } from '../images/image.ts'
import { coversHost } from './compile/gateways.ts'
import { outsideService, type MeshService } from './directory.ts'
import { matchRoute, passes, pathOf, type MatchedRoute } from './match.ts'
import type { Workload } from './workload.ts'
import type { World } from './world.ts'

/** The rule that takes a request, and the host it was for. */
export interface RoutedRequest extends MatchedRoute {
  readonly host: string
  readonly port: number
  readonly service: MeshService | undefined
}

/** Finds the rule for a request of a workload; undefined is a 404 of its proxy. */
export function routeRequest(world: World, caller: Workload, request: HopRequest): RoutedRequest | undefined {
  return caller.proxy === 'gateway' ? routeFromOutside(world, caller, request) : routeInside(world, caller, request)
}

function routeInside(world: World, caller: Workload, request: HopRequest): RoutedRequest | undefined {
  const rules = world.rules()
  const host = world.directory.find(request.host, caller.namespace)?.host ?? request.host.toLowerCase()
  const service = findService(world, host, request.port)
  const matched = service && matchRoute(rules.routesTo(host), { request, caller })
  return matched && { ...matched, host, port: request.port, service }
}

/** A service of the cluster, or a host outside that sidecars let through. */
export function findService({ directory, rules }: Pick<World, 'directory' | 'rules'>, host: string, port: number): MeshService | undefined {
  return directory.byHost(host) ?? (rules().outside.allows(host, port) ? outsideService(host, port) : undefined)
}

function routeFromOutside(world: World, caller: Workload, request: HopRequest): RoutedRequest | undefined {
  const asked = (request.headers['host'] ?? request.host).replace(/:\d+$/, '').toLowerCase()
  const host = world.rules().gateways.find((one) => coversHost(one.host, asked))
  const matched = host && matchRoute(host.routes, { request, caller })
  return matched ? { ...matched, host: asked, port: request.port, service: undefined } : routeByIngress(world, caller, { request, asked })
}

/** Where an Ingress leads, host and path name the service; from there on the rules of that service hold. */
function routeByIngress(world: World, caller: Workload, { request, asked }: { readonly request: HopRequest; readonly asked: string }): RoutedRequest | undefined {
  const rules = world.rules()
  const path = rules.ingressPaths.find((one) => (one.host ?? asked) === asked && passes(one.test, pathOf(request)))
  if (!path) return undefined
  const service = world.directory.byHost(path.service)
  const matched = matchRoute(rules.routesTo(path.service), { request, caller })
  return matched && { ...matched, host: path.service, port: portNumber(service, path.port), service }
}

function portNumber(service: MeshService | undefined, port: number | string): number {
  return typeof port === 'number' ? port : (service?.ports.find((one) => one.name === port)?.port ?? 0)
}
