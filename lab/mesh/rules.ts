import type { ClusterReader, KubeObject, ResourceName } from '../kube/object.ts'
import { read, text } from '../kube/read.ts'
import { defaultPolicy } from './compile/default-policy.ts'
import { compileDestinationPolicies, isFor } from './compile/destination-policies.ts'
import { clusterPolicy, compileDestinationRules, hostPolicy, type HostPolicy } from './compile/destination-rules.ts'
import { compileHttpRoutes } from './compile/gateway-api.ts'
import { compileGateways, coversHost, type GatewayHost } from './compile/gateways.ts'
import { defaultRetries } from './compile/http-retries.ts'
import { compileIngresses, type IngressPath } from './compile/ingresses.ts'
import { compileOutsideHosts, type OutsideHosts } from './compile/outside-hosts.ts'
import { compileRouteRules, legacyDefaultRoute } from './compile/route-rules.ts'
import { compileVirtualServices, type HostRoutes } from './compile/virtual-services.ts'
import { isSource } from './match.ts'
import { compileMixer, type Check } from './mixer/compile-mixer.ts'
import type { ClusterPolicy, ClusterRef, Route } from './model.ts'
import type { Workload } from './workload.ts'

/** All rules of a cluster, compiled. */
export interface Rules {
  /** Routes of a host as a sidecar tries them, in order. */
  routesTo(host: string): readonly Route[]
  /** Hosts at the ingress that VirtualServices and HTTPRoutes serve, the most particular first. */
  readonly gateways: readonly GatewayHost[]
  readonly ingressPaths: readonly IngressPath[]
  /** How a caller treats a cluster. The same rules give the same object. */
  policyOf(cluster: ClusterRef, from: { readonly caller: Workload; readonly port: number }): ClusterPolicy
  readonly checks: readonly Check[]
  readonly outside: OutsideHosts
}

type List = (resource: ResourceName) => readonly KubeObject[]

const ruleGroups: ReadonlySet<string> = new Set(['config.istio.io', 'networking.istio.io', 'networking.k8s.io', 'gateway.networking.k8s.io', 'configmaps'])

/** The rules in force: compiled when first asked for, and again after a change of any of them. */
export class RuleBook {
  readonly #cluster: ClusterReader
  readonly #unsubscribe: () => void
  #rules: Rules | undefined

  constructor(cluster: ClusterReader) {
    this.#cluster = cluster
    this.#unsubscribe = cluster.onChange(({ resource }) => {
      if (ruleGroups.has(resource.split('/')[0] ?? '')) this.#rules = undefined
    })
  }

  current(): Rules {
    this.#rules ??= compileRules((resource) => this.#cluster.list(resource))
    return this.#rules
  }

  stop(): void {
    this.#unsubscribe()
  }
}

function compileRules(list: List): Rules {
  const hostPolicies = compileDestinationRules(list('networking.istio.io/destinationrules'))
  const subset = (host: string, name: string) => hostPolicy(hostPolicies, host)?.subsets.get(name)?.labels
  const virtual = compileVirtualServices(list('networking.istio.io/virtualservices'), { subset })
  const gatewayApi = compileHttpRoutes(list('gateway.networking.k8s.io/httproutes'))
  const meshConfig = text(read(list('configmaps').find(({ metadata }) => metadata.name === 'istio' && metadata.namespace === 'istio-system'), 'data', 'mesh'))
  return {
    routesTo: compileTables(list, { virtual, inMesh: gatewayApi.mesh, hostPolicies }),
    gateways: mergeHosts([...compileGateways(list('networking.istio.io/gateways'), virtual), ...gatewayApi.gateways]),
    ingressPaths: compileIngresses(list('networking.k8s.io/ingresses')),
    policyOf: compilePolicies(list, hostPolicies),
    checks: compileMixer(list),
    outside: compileOutsideHosts({
      egressRules: list('config.istio.io/egressrules'),
      serviceEntries: list('networking.istio.io/serviceentries'),
      allowAny: /mode:\s*"?ALLOW_ANY/.test(meshConfig),
    }),
  }
}

/** Per host: a VirtualService or HTTPRoute alone, else RouteRules and after them the whole service. */
function compileTables(list: List, { virtual, inMesh, hostPolicies }: { readonly virtual: readonly HostRoutes[]; readonly inMesh: ReadonlyMap<string, readonly Route[]>; readonly hostPolicies: ReadonlyMap<string, HostPolicy> }): Rules['routesTo'] {
  const legacy = compileRouteRules(list('config.istio.io/routerules'))
  const sidecars = virtual.filter(({ gateway }) => gateway === 'mesh')
  const tables = new Map<string, readonly Route[]>()

  function tableOf(host: string): readonly Route[] {
    // The oldest VirtualService of a host counts: inside the mesh several are not merged.
    const own = inMesh.get(host) ?? (sidecars.find((one) => one.host === host) ?? longestCovering(sidecars, host))?.routes
    if (own) return own
    const rules = legacy.get(host) ?? []
    const modern = rules.length === 0 && hostPolicy(hostPolicies, host) !== undefined
    return [...rules, modern ? modernDefaultRoute(host) : legacyDefaultRoute(host)]
  }

  return (host) => {
    const table = tables.get(host) ?? tableOf(host)
    tables.set(host, table)
    return table
  }
}

function longestCovering(routes: readonly HostRoutes[], host: string): HostRoutes | undefined {
  const covering = routes.filter((one) => one.host.startsWith('*') && coversHost(one.host, host))
  return covering.toSorted((a, b) => b.host.length - a.host.length)[0]
}

/** Since v1alpha3 there is no time limit of its own, and two more tries where a connection fails. */
function modernDefaultRoute(host: string): Route {
  const { timeoutMs: _none, ...route } = legacyDefaultRoute(host)
  return { ...route, retries: defaultRetries }
}

function compilePolicies(list: List, hostPolicies: ReadonlyMap<string, HostPolicy>): Rules['policyOf'] {
  const legacy = compileDestinationPolicies(list('config.istio.io/destinationpolicies'))
  const known = new Map<string, ClusterPolicy>()
  return (cluster, { caller, port }) => {
    const rule = hostPolicy(hostPolicies, cluster.host)
    if (!rule) return legacy.find((one) => isFor(one, cluster) && (!one.source || isSource(one.source, caller)))?.policy ?? defaultPolicy
    const key = `${cluster.host}|${cluster.subset ?? ''}|${port}`
    const policy = known.get(key) ?? clusterPolicy(rule, cluster.subset, port)
    known.set(key, policy)
    return policy
  }
}

function mergeHosts(hosts: readonly GatewayHost[]): readonly GatewayHost[] {
  const merged = new Map<string, GatewayHost>()
  for (const { host, routes } of hosts) merged.set(host, { host, routes: [...(merged.get(host)?.routes ?? []), ...routes] })
  const rank = ({ host }: GatewayHost) => (host.startsWith('*') ? host.length : 1000 + host.length)
  return [...merged.values()].toSorted((a, b) => rank(b) - rank(a))
}
