import { judge } from '../access/rbac.ts'
import { fieldSelector, labelSelector, type Matches } from '../selector.ts'
import type { ApiParts, Call } from './call.ts'

/** Fields besides name and namespace by which a kind may be selected (source: the field label conversions of k8s.io/kubernetes). */
const fields: Readonly<Record<string, readonly string[]>> = {
  pods: ['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork', 'status.phase', 'status.podIP', 'status.nominatedNodeName'],
  events: ['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  'apps/replicasets': ['status.replicas'],
  'batch/jobs': ['status.successful'],
  'route.openshift.io/routes': ['spec.host', 'spec.path', 'spec.to.name'],
}

/** The objects that a request selects by labels and fields, among those that its user may know of. */
export function selection({ store }: Pick<ApiParts, 'store'>, { url, user, target: { kind } }: Call): Matches {
  const labels = labelSelector(url.searchParams.get('labelSelector'))
  const chosen = fieldSelector(url.searchParams.get('fieldSelector'), ['metadata.name', 'metadata.namespace', ...(fields[kind.resource] ?? [])])
  const known: Matches = kind.listsOwn ? ({ metadata: { name } }) => judge(store, user, { verb: 'get', group: '', resource: 'namespaces', namespace: name, name }).allowed : () => true
  return (object) => labels(object) && chosen(object) && known(object)
}
