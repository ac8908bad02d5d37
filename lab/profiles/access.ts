import type { KubeObject } from '../kube/object.ts'

const rbac = 'rbac.authorization.k8s.io/v1'
const all = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, { nonResourceURLs: ['*'], verbs: ['*'] }]
const reading = ['get', 'list', 'watch']
const writing = [...reading, 'create', 'delete', 'deletecollection', 'patch', 'update']
const roles: Readonly<Record<string, readonly unknown[]>> = {
  'cluster-admin': all,
  admin: [{ apiGroups: ['*'], resources: ['*'], verbs: writing }],
  edit: [{ apiGroups: ['', 'apps', 'batch', 'extensions', 'networking.k8s.io', 'route.openshift.io'], resources: ['*'], verbs: writing }],
  view: [{ apiGroups: ['', 'apps', 'batch', 'extensions', 'networking.k8s.io', 'route.openshift.io'], resources: ['*'], verbs: reading }],
}

/** What a pod may do to its node, from the least to the most (OpenShift's own names). */
const constraints: readonly { readonly name: string; readonly privileged: boolean; readonly runAsUser: string; readonly priority: number | null }[] = [
  { name: 'restricted', privileged: false, runAsUser: 'MustRunAsRange', priority: null },
  { name: 'nonroot', privileged: false, runAsUser: 'MustRunAsNonRoot', priority: null },
  { name: 'anyuid', privileged: false, runAsUser: 'RunAsAny', priority: 10 },
  { name: 'hostaccess', privileged: false, runAsUser: 'MustRunAsRange', priority: null },
  { name: 'privileged', privileged: true, runAsUser: 'RunAsAny', priority: null },
]

/** Roles and security constraints that every OpenShift has; commands that grant them find what they name. */
export function accessObjects(): readonly KubeObject[] {
  return [
    ...Object.entries(roles).map(([name, rules]): KubeObject => ({ apiVersion: rbac, kind: 'ClusterRole', metadata: { name }, rules })),
    { apiVersion: rbac, kind: 'ClusterRoleBinding', metadata: { name: 'cluster-admins' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'admin' }] },
    ...constraints.flatMap(({ name, privileged, runAsUser, priority }): KubeObject[] => [
      {
        apiVersion: 'security.openshift.io/v1', kind: 'SecurityContextConstraints', metadata: { name },
        allowPrivilegedContainer: privileged, allowHostNetwork: privileged, allowHostPorts: privileged, priority,
        runAsUser: { type: runAsUser }, seLinuxContext: { type: privileged ? 'RunAsAny' : 'MustRunAs' }, users: [], groups: name === 'restricted' ? ['system:authenticated'] : [],
      },
      {
        apiVersion: rbac, kind: 'ClusterRole', metadata: { name: `system:openshift:scc:${name}` },
        rules: [{ apiGroups: ['security.openshift.io'], resources: ['securitycontextconstraints'], resourceNames: [name], verbs: ['use'] }],
      },
    ]),
  ]
}
