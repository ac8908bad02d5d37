import { labelsOf } from '../labels/labels.ts'
import { type MetricSet, sampleLabels, sampleParts, sampleValues } from '../metrics/metric-set.ts'
import type { ProxyStat } from '../telemetry.ts'
import type { SampleGroup, Target } from './target.ts'

interface MixerParts {
  sets(): Iterable<MetricSet>
  stats(): readonly ProxyStat[]
}

/** The mixer, as Istio 0.6.0's prometheus.yaml scrapes it: once for the mesh's metrics, once for the proxies' own. */
export function mixerTargets({ sets, stats }: MixerParts): readonly Target[] {
  return [meshTarget(sets), envoyTarget(stats)]
}

function meshTarget(sets: () => Iterable<MetricSet>): Target {
  const groups = new WeakMap<MetricSet, SampleGroup>()
  return {
    job: 'istio-mesh',
    instance: 'istio-mixer.istio-system:42422',
    groups: () => [...sets()].map((set) => {
      const group = groups.get(set) ?? groupOf(set)
      groups.set(set, group)
      return group
    }),
  }
}

function groupOf(set: MetricSet): SampleGroup {
  const parts = sampleParts(set)
  return { series: sampleLabels(set).map((labels, at) => ({ labels, parts: parts[at] ?? 1 })), values: () => sampleValues(set) }
}

/** Statistics come and go with their clusters, each on its own. */
function envoyTarget(stats: () => readonly ProxyStat[]): Target {
  let groups = new Map<string, SampleGroup>()
  let values = new Map<string, number>()
  return {
    job: 'envoy',
    instance: 'istio-mixer.istio-system:9102',
    groups() {
      values = new Map(stats().map(({ name, value }) => [name, value]))
      groups = new Map([...values.keys()].map((name) => [name, groups.get(name) ?? statGroup(name, () => values.get(name) ?? 0)]))
      return [...groups.values()]
    },
  }
}

function statGroup(name: string, value: () => number): SampleGroup {
  return { series: [{ labels: labelsOf({ __name__: name }), parts: 1 }], values: () => [value()] }
}
