import { clusterKinds } from './kinds/cluster.ts'
import { coreKinds } from './kinds/core.ts'
import { istioKinds } from './kinds/istio.ts'
import type { Kind } from './kind.ts'
import { nodeMetricsKind, podMetricsKind } from './kinds/metrics.ts'
import { openshiftKinds } from './kinds/openshift.ts'
import { workloadKinds } from './kinds/workloads.ts'

/** Every kind that a lab knows from the start. Kinds of CustomResourceDefinitions are added while it runs. */
export const builtInKinds: readonly Kind[] = [...coreKinds, ...workloadKinds, ...clusterKinds, ...openshiftKinds, ...istioKinds, podMetricsKind, nodeMetricsKind]

/** Finds kinds by what a path or a manifest names. */
export class KindTable {
  readonly #kinds: Kind[]
  #version = 1

  constructor(kinds: readonly Kind[]) {
    this.#kinds = [...kinds]
  }

  /** Changes with every kind that comes or goes. */
  get version(): number {
    return this.#version
  }

  all(): readonly Kind[] {
    return this.#kinds
  }

  /** Adds a kind, or replaces the one with the same resource name. */
  put(kind: Kind): void {
    this.remove(kind.resource)
    this.#kinds.push(kind)
    this.#version += 1
  }

  remove(resource: string): void {
    const at = this.#kinds.findIndex((kind) => kind.resource === resource)
    if (at >= 0) this.#kinds.splice(at, 1)
    this.#version += 1
  }

  byPlural(group: string, version: string, plural: string): Kind | undefined {
    return this.#kinds.find((kind) => kind.plural === plural && serves(kind, group, version))
  }

  byResource(resource: string): Kind | undefined {
    return this.#kinds.find((kind) => kind.resource === resource)
  }

  byName(apiVersion: string, name: string): Kind | undefined {
    const [group, version] = splitApiVersion(apiVersion)
    return this.#kinds.find((kind) => kind.kind === name && serves(kind, group, version))
  }
}

function serves(kind: Kind, group: string, version: string): boolean {
  return kind.served.some((served) => served.group === group && served.version === version)
}

/** `apps/v1` → `['apps', 'v1']`; `v1` → `['', 'v1']`. */
function splitApiVersion(apiVersion: string): [group: string, version: string] {
  const at = apiVersion.indexOf('/')
  return at < 0 ? ['', apiVersion] : [apiVersion.slice(0, at), apiVersion.slice(at + 1)]
}
