import type { HopRequest } from '../../images/image.ts'
import { pathOf } from '../match.ts'
import type { Workload } from '../workload.ts'
import type { Attribute, Attributes } from './expression.ts'

export interface AttributeInput {
  /** Absent for a request from outside the mesh. */
  readonly caller?: Workload
  readonly destination: Workload
  /** Full name of the called service. */
  readonly host: string
  readonly namespace: string
  readonly request: HopRequest
}

/** What Mixer may ask about a request, by the names of its attribute vocabulary; worked out when asked. */
export function attributesOf({ caller, destination, host, namespace, request }: AttributeInput): Attributes {
  const table: Readonly<Record<string, () => Attribute | undefined>> = {
    'source.service': () => caller?.services()[0],
    'source.name': () => caller?.name.workload,
    'source.namespace': () => caller?.namespace,
    'source.labels': () => caller?.labels,
    'source.user': () => caller?.principal,
    'source.principal': () => caller?.principal,
    'destination.service': () => host,
    'destination.name': () => destination.name.workload,
    'destination.namespace': () => namespace,
    'destination.labels': () => destination.labels,
    'destination.user': () => destination.principal,
    'request.headers': () => request.headers,
    'request.path': () => request.path,
    'request.url_path': () => pathOf(request),
    'request.host': () => request.headers['host'] ?? request.host,
    'request.method': () => request.method,
    'request.scheme': () => 'http',
    'request.useragent': () => request.headers['user-agent'],
    'request.id': () => request.headers['x-request-id'],
    'context.protocol': () => 'http',
    'connection.mtls': () => false,
  }
  return (name) => table[name]?.()
}
