import { type Labels, labelsKey } from '../labels/labels.ts'
import type { Hop, WorkloadName } from '../telemetry.ts'
import { type Family, mixerFamilies, modernFamilies } from './families.ts'
import { mixerLabels, modernLabels, reporters } from './hop-labels.ts'
import { createMetricSet, type MetricSet, record } from './metric-set.ts'

/** One generation of Istio's metrics. */
const generations = { mixer: mixerFamilies, modern: modernFamilies } satisfies Record<string, readonly Family[]>
type Generation = keyof typeof generations

/** What a registry remembers of one label set. */
export interface SetState {
  readonly generation: Generation
  readonly labels: Labels
  readonly cells: readonly (readonly number[])[]
}

/**
 * Kinds of hops (caller, called, code, flags) that are counted at once; each makes up to 133 series. Bookinfo with all of the
 * lab's faults makes about thirty. Beyond it the kind that was quiet longest is forgotten, as after a restart of the mixer.
 */
const maxKinds = 200

/** Counts hops in both generations of Istio's metrics. */
export class Registry {
  readonly #sets = new Map<string, MetricSet>()
  /** Sets by kind of hop, the quietest first. */
  readonly #kinds = new Map<string, readonly MetricSet[]>()

  constructor(state: readonly SetState[] = []) {
    for (const { generation, labels, cells } of state) {
      this.#sets.set(keyOf(generation, labels), { labels, families: generations[generation], cells: cells.map((row) => Float64Array.from(row)) })
    }
  }

  record(hop: Hop): void {
    const kind = kindOf(hop)
    const sets = this.#kinds.get(kind) ?? this.#setsOf(hop)
    this.#kinds.delete(kind)
    this.#kinds.set(kind, sets)
    for (const set of sets) record(set, hop)
    if (this.#kinds.size > maxKinds) this.#forgetQuietest()
  }

  sets(): Iterable<MetricSet> {
    return this.#sets.values()
  }

  snapshot(): readonly SetState[] {
    return [...this.#sets.values()].map(({ families, labels, cells }) => ({
      generation: families === mixerFamilies ? 'mixer' : 'modern',
      labels,
      cells: cells.map((row) => [...row]),
    }))
  }

  #setsOf(hop: Hop): readonly MetricSet[] {
    return [this.#set('mixer', mixerLabels(hop)), ...reporters(hop).map((reporter) => this.#set('modern', modernLabels(hop, reporter)))]
  }

  #set(generation: Generation, labels: Labels): MetricSet {
    const key = keyOf(generation, labels)
    const set = this.#sets.get(key) ?? createMetricSet(generations[generation], labels)
    this.#sets.set(key, set)
    return set
  }

  #forgetQuietest(): void {
    const [quietest] = this.#kinds.keys()
    if (quietest !== undefined) this.#kinds.delete(quietest)
    const kept = new Set([...this.#kinds.values()].flat())
    for (const [key, set] of this.#sets) if (!kept.has(set)) this.#sets.delete(key)
  }
}

function keyOf(generation: Generation, labels: Labels): string {
  return `${generation} ${labelsKey(labels)}`
}

/** All that the labels of a hop depend on, found in one look-up: label sets are expensive to build for every request. */
function kindOf({ source, destination, responseCode, responseFlags }: Hop): string {
  return `${endOf(source)} ${endOf(destination)} ${responseCode} ${responseFlags}`
}

function endOf({ app, namespace, version, workload }: WorkloadName): string {
  return `${app}/${namespace}/${version}/${workload}`
}
