import type { Kind } from '../kind.ts'
import { fieldSelector, labelSelector, type Matches } from '../selector.ts'

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

/** The objects that a request selects by labels and fields. */
export function selection(url: URL, kind: Kind): Matches {
  const labels = labelSelector(url.searchParams.get('labelSelector'))
  const chosen = fieldSelector(url.searchParams.get('fieldSelector'), ['metadata.name', 'metadata.namespace', ...(fields[kind.resource] ?? [])])
  return (object) => labels(object) && chosen(object)
}
