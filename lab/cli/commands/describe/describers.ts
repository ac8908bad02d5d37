import type { Resource } from '../../api/discovery.ts'
import type { CommandCall, ProgramName } from '../../command.ts'
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
  'ConfigMap.': async () => (await import('./config.ts')).describeConfigMap,
  'Secret.': async () => (await import('./config.ts')).describeSecret,
  'ServiceAccount.': async () => (await import('./config.ts')).describeServiceAccount,
  'Role.rbac.authorization.k8s.io': async () => (await import('./access.ts')).describeRole,
  'ClusterRole.rbac.authorization.k8s.io': async () => (await import('./access.ts')).describeRole,
  'RoleBinding.rbac.authorization.k8s.io': async () => (await import('./access.ts')).describeBinding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': async () => (await import('./access.ts')).describeBinding,
  'HorizontalPodAutoscaler.autoscaling': async () => (await import('./autoscaler.ts')).describeAutoscaler,
  'Ingress.extensions': async () => (await import('./ingress.ts')).describeIngress,
  'Ingress.networking.k8s.io': async () => (await import('./ingress.ts')).describeIngress,
  'Namespace.': async () => (await import('./namespace.ts')).describeNamespace,
}

/** Types that oc alone has words for. */
const ocDescribers: Readonly<Record<string, () => Promise<Describer>>> = {
  'Route.route.openshift.io': async () => (await import('./route.ts')).describeRoute,
}

export async function describerOf({ kind, group }: Resource, program: ProgramName): Promise<Describer> {
  const load = (program === 'oc' ? ocDescribers[`${kind}.${group}`] : undefined) ?? describers[`${kind}.${group}`]
  return load === undefined ? (await import('./generic.ts')).describeGeneric : load()
}
