import type { KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'

const protocols = ['HTTP', 'HTTPS', 'GRPC', 'HTTP2', 'TCP', 'MONGO']

/** What Pilot 0.6 objects to in an EgressRule. */
export function egressRuleErrors(rule: KubeObject): readonly string[] {
  const ports = readList(rule, 'spec', 'ports')
  const service = text(read(rule, 'spec', 'destination', 'service'))
  const list = ports.length === 0 ? ['egress rule must have a ports list'] : []
  const destination = service ? [] : ['destination of egress rule must have a service field']
  const known = ports.flatMap((port) => {
    const protocol = text(read(port, 'protocol'))
    return protocols.includes(protocol.toUpperCase()) ? [] : [`egress rule support is available only for the following protocols: ${protocols.join(', ')} (got ${JSON.stringify(protocol)})`]
  })
  return [...destination, ...list, ...known]
}
