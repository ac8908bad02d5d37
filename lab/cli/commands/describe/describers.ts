import type { Resource } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import type { Item } from '../../resources/item.ts'

/** The description of an object, complete with its last newline. */
export type Describer = (call: CommandCall, item: Item, withEvents: boolean) => Promise<string>

/** Describers by kind and group; each is loaded when it is needed. */
const describers: Readonly<Record<string, () => Promise<Describer>>> = {
  'Pod.': async () => (await import('./pod.ts')).describePod,
  'Deployment.apps': async () => (await import('./deployment.ts')).describeDeployment,
  'Deployment.extensions': async () => (await import('./deployment.ts')).describeDeployment,
  'ReplicaSet.apps': async () => (await import('./replica-set.ts')).describeReplicaSet,
  'ReplicaSet.extensions': async () => (await import('./replica-set.ts')).describeReplicaSet,
  'Service.': async () => (await import('./service.ts')).describeService,
  'Endpoints.': async () => (await import('./service.ts')).describeEndpoints,
  'Node.': async () => (await import('./node.ts')).describeNode,
  'Namespace.': async () => (await import('./namespace.ts')).describeNamespace,
}

export async function describerOf({ kind, group }: Resource): Promise<Describer> {
  const load = describers[`${kind}.${group}`]
  return load === undefined ? (await import('./generic.ts')).describeGeneric : load()
}
