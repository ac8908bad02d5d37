import type { ClusterReader, KubeObject } from '../object.ts'
import { read, readList, readStrings, text } from '../read.ts'

/** Sentences about a rule that is allowed but will not do what its author hopes for. */
export function routeRuleWarnings(rule: KubeObject, cluster: ClusterReader): readonly string[] {
  const service = text(read(rule, 'spec', 'destination', 'name'))
  const namespace = text(read(rule, 'spec', 'destination', 'namespace')) || (rule.metadata.namespace ?? '')
  if (!service) return []
  if (!cluster.get('services', namespace, service)) return [`the rule is stored, but there is no service ${JSON.stringify(service)} in ${namespace}`]
  const pods = cluster.list('pods', namespace).filter((pod) => pod.metadata.labels?.['app'] === service)
  return readList(rule, 'spec', 'route').flatMap((entry) => {
    const labels = Object.entries(readStrings(entry, 'labels'))
    const reached = pods.some((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
    return reached ? [] : [`the rule is stored, but no pod of ${service} has ${labels.map(([key, value]) => `${key}=${value}`).join(',')}`]
  })
}
