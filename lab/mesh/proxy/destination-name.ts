import type { WorkloadName } from '../../telemetry/telemetry.ts'
import type { Endpoint, MeshService } from '../directory.ts'
import type { ClusterRef } from '../model.ts'
import type { World } from '../world.ts'

interface DestinationInput {
  readonly service: MeshService | undefined
  readonly cluster: ClusterRef | undefined
  readonly endpoint: Endpoint | undefined
  readonly world: World
}

/**
 * What a sample calls the destination: the called service, with the version of the pod that answered, or of the rule's labels
 * when no pod was reached. Undefined when the request never had a destination in the cluster.
 */
export function destinationName({ service, cluster, endpoint, world }: DestinationInput): WorkloadName | undefined {
  const called = (cluster ? world.directory.byHost(cluster.host) : undefined) ?? service
  if (!called || called.outside) return undefined
  const version = endpoint?.labels['version'] ?? (endpoint ? undefined : cluster?.labels['version']) ?? 'unknown'
  const workload = endpoint ? world.workload(endpoint.pod).name.workload : version === 'unknown' ? called.name : `${called.name}-${version}`
  return { app: called.name, namespace: called.namespace, version, workload }
}
