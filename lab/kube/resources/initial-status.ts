import type { ResourceName } from '../object.ts'

type Status = Readonly<Record<string, unknown>>

/**
 * The status that an object has from its first moment, before any controller saw it: fields that Go always writes, and those
 * that the server's strategies set (source: k8s.io/api types and pkg/registry strategies). Typed clients count on it.
 */
const statuses: Readonly<Record<ResourceName, Status>> = {
  pods: { phase: 'Pending' },
  services: { loadBalancer: {} },
  // Which the real one's controller would say a moment later.
  persistentvolumes: { phase: 'Available' },
  persistentvolumeclaims: { phase: 'Pending' },
  replicationcontrollers: { replicas: 0 },
  resourcequotas: {},
  'apps/deployments': {},
  'apps/replicasets': { replicas: 0 },
  'apps/statefulsets': { replicas: 0, availableReplicas: 0 },
  'apps/daemonsets': { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  'batch/jobs': {},
  'batch/cronjobs': {},
  'networking.k8s.io/ingresses': { loadBalancer: {} },
}

/** Undefined for kinds without a status, and for those whose status says that nobody looked at them yet. */
export function initialStatus(resource: ResourceName): Status | undefined {
  return Object.hasOwn(statuses, resource) ? statuses[resource] : undefined
}
