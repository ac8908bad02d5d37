import type { KubeObject } from '../../kube/object.ts'
import { field, listField, textField } from './fields.ts'
import type { HostRoutes } from './virtual-services.ts'

/** A host that answers at the ingress, with all routes that VirtualServices give it, the oldest first. */
export interface GatewayHost {
  /** Lower case; `*` or `*.suffix` for many. */
  readonly host: string
  readonly routes: HostRoutes['routes']
}

/** Joins Gateways and what is bound to them. */
export function compileGateways(gateways: readonly KubeObject[], bound: readonly HostRoutes[]): readonly GatewayHost[] {
  const open = new Map(gateways.map((gateway) => [`${gateway.metadata.namespace ?? 'default'}/${gateway.metadata.name}`, serverHosts(gateway)]))
  const joined = new Map<string, GatewayHost>()
  for (const { host, gateway, routes } of bound) {
    for (const served of open.get(gateway) ?? []) {
      const shared = narrower(served, host)
      if (shared === undefined) continue
      joined.set(shared, { host: shared, routes: [...(joined.get(shared)?.routes ?? []), ...routes] })
    }
  }
  return [...joined.values()]
}

export function coversHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : pattern === host
}

const httpProtocols: ReadonlySet<string> = new Set(['HTTP', 'HTTP2', 'GRPC', 'HTTPS'])

/** Hosts of the servers that speak HTTP; `namespace/host` limits who may bind, which a lab does not check. */
function serverHosts({ spec }: KubeObject): readonly string[] {
  const servers = listField(spec, 'servers').filter((server) => httpProtocols.has((textField(server, 'port', 'protocol') ?? 'HTTP').toUpperCase()))
  const hosts = servers.filter((server) => field(server, 'tls', 'mode') !== 'PASSTHROUGH').flatMap((server) => listField(server, 'hosts'))
  return [...new Set(hosts.map((host) => String(host).split('/').at(-1)?.toLowerCase() ?? '*'))]
}

/** The hosts that both patterns cover; undefined when they share none. */
function narrower(a: string, b: string): string | undefined {
  if (coversHost(a, b)) return b
  return coversHost(b, a) ? a : undefined
}
