import { age } from '../age.ts'
import type { Column } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { read, readList, readStrings, text } from '../read.ts'

/** What `kubectl get services` shows. */
export const serviceColumns: readonly Column[] = [
  { name: 'Type', value: (service) => text(read(service, 'spec', 'type')) || 'ClusterIP' },
  { name: 'Cluster-IP', value: (service) => text(read(service, 'spec', 'clusterIP')) || '<none>' },
  { name: 'External-IP', value: externalIp },
  { name: 'Port(s)', value: ports },
  { name: 'Age', value: age },
  { name: 'Selector', wide: true, value: (service) => labelText(readStrings(service, 'spec', 'selector')) },
]

/** `a=b,c=d`, or `<none>`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`)
  return pairs.join(',') || '<none>'
}

function externalIp(service: KubeObject): string {
  const given = readList(service, 'status', 'loadBalancer', 'ingress').map((entry) => text(read(entry, 'ip')) || text(read(entry, 'hostname')))
  if (given.length > 0) return given.join(',')
  return read(service, 'spec', 'type') === 'LoadBalancer' ? '<pending>' : '<none>'
}

function ports(service: KubeObject): string {
  const list = readList(service, 'spec', 'ports').map((port) => {
    const nodePort = text(read(port, 'nodePort'))
    return `${text(read(port, 'port'))}${nodePort ? `:${nodePort}` : ''}/${text(read(port, 'protocol')) || 'TCP'}`
  })
  return list.join(',') || '<none>'
}
