import type { HopRequest } from '../images/image.ts'
import type { MeshService } from './directory.ts'
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
  const service = world.directory.find(request.host, caller.namespace)
  const host = service?.host ?? request.host
  const matched = matchRoute(world.rules().routesTo(host), { request, caller })
  return matched && service ? { ...matched, host, port: request.port, service } : undefined
}

/** At the ingress, host and path name the service; from there on the rules of that service hold. */
function routeFromOutside(world: World, caller: Workload, request: HopRequest): RoutedRequest | undefined {
  const rules = world.rules()
  const asked = (request.headers['host'] ?? request.host).replace(/:\d+$/, '').toLowerCase()
  const path = rules.ingressPaths.find((one) => (one.host ?? asked) === asked && passes(one.test, pathOf(request)))
  if (!path) return undefined
  const service = world.directory.byHost(path.service)
  const matched = matchRoute(rules.routesTo(path.service), { request, caller })
  return matched && { ...matched, host: path.service, port: portNumber(service, path.port), service }
}

function portNumber(service: MeshService | undefined, port: number | string): number {
  return typeof port === 'number' ? port : (service?.ports.find((one) => one.name === port)?.port ?? 0)
}
