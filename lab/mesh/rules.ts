import type { ClusterReader, KubeObject, ResourceName } from '../kube/object.ts'
import { compileIngresses, type IngressPath } from './compile/ingresses.ts'
import { compileRouteRules, legacyDefaultRoute } from './compile/route-rules.ts'
import type { ClusterPolicy, ClusterRef, Route } from './model.ts'
import { defaultPolicy } from './compile/default-policy.ts'
import type { Workload } from './workload.ts'

/** All rules of a cluster, compiled. */
export interface Rules {
  /** Routes of a host in the order in which they are tried. */
  routesTo(host: string): readonly Route[]
  readonly ingressPaths: readonly IngressPath[]
  /** How a caller treats a cluster. The same rules give the same object. */
  policyOf(cluster: ClusterRef, from: { readonly caller: Workload; readonly port: number }): ClusterPolicy
}

/** Resources that rules are made of. */
const sources: ReadonlySet<ResourceName> = new Set(['config.istio.io/routerules', 'networking.k8s.io/ingresses'])

/** The rules in force: compiled when first asked for, and again after a change of any of them. */
export class RuleBook {
  readonly #cluster: ClusterReader
  readonly #unsubscribe: () => void
  #rules: Rules | undefined

  constructor(cluster: ClusterReader) {
    this.#cluster = cluster
    this.#unsubscribe = cluster.onChange((change) => {
      if (sources.has(change.resource)) this.#rules = undefined
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

function compileRules(list: (resource: ResourceName) => readonly KubeObject[]): Rules {
  const legacy = compileRouteRules(list('config.istio.io/routerules'))
  const tables = new Map<string, readonly Route[]>()
  const tableOf = (host: string) => [...(legacy.get(host) ?? []), legacyDefaultRoute(host)]
  return {
    routesTo(host) {
      const table = tables.get(host) ?? tableOf(host)
      tables.set(host, table)
      return table
    },
    ingressPaths: compileIngresses(list('networking.k8s.io/ingresses')),
    policyOf: () => defaultPolicy,
  }
}
