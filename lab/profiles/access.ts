import type { KubeObject } from '../kube/object.ts'

const group = 'rbac.authorization.k8s.io'
const rbac = `${group}/v1`
const all = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, { nonResourceURLs: ['*'], verbs: ['*'] }]
const reading = ['get', 'list', 'watch']
const writing = [...reading, 'create', 'delete', 'deletecollection', 'patch', 'update']

/** What readers of a namespace see: no secrets, no roles. */
const plain: Readonly<Record<string, readonly string[]>> = {
  '': ['bindings', 'configmaps', 'endpoints', 'events', 'limitranges', 'namespaces', 'namespaces/status', 'persistentvolumeclaims', 'persistentvolumeclaims/status', 'pods', 'pods/log', 'pods/status', 'replicationcontrollers', 'replicationcontrollers/scale', 'replicationcontrollers/status', 'resourcequotas', 'resourcequotas/status', 'serviceaccounts', 'services', 'services/status'],
  apps: ['daemonsets', 'daemonsets/status', 'deployments', 'deployments/scale', 'deployments/status', 'replicasets', 'replicasets/scale', 'replicasets/status', 'statefulsets', 'statefulsets/scale', 'statefulsets/status'],
  extensions: ['deployments', 'deployments/scale', 'deployments/status', 'ingresses', 'ingresses/status', 'replicasets', 'replicasets/scale', 'replicasets/status'],
  autoscaling: ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'],
  batch: ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'],
  'discovery.k8s.io': ['endpointslices'],
  'metrics.k8s.io': ['pods'],
  'networking.k8s.io': ['ingresses', 'ingresses/status', 'networkpolicies'],
  policy: ['poddisruptionbudgets', 'poddisruptionbudgets/status'],
  'image.openshift.io': ['imagestreams', 'imagestreams/status'],
  'project.openshift.io': ['projects'],
  'route.openshift.io': ['routes', 'routes/status'],
}
/** What those who work in a namespace have beside it. */
const working: Readonly<Record<string, readonly string[]>> = {
  '': ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'pods/eviction', 'secrets', 'serviceaccounts/token', 'services/proxy'],
}

const rulesFor = (resources: Readonly<Record<string, readonly string[]>>, verbs: readonly string[]): readonly unknown[] => (
  Object.entries(resources).map(([name, listed]) => ({ apiGroups: [name], resources: listed, verbs }))
)

/** The roles that every cluster has, in what they allow of the kinds that there are here (source: Kubernetes' and OpenShift's bootstrap policies). */
const roles: Readonly<Record<string, readonly unknown[]>> = {
  'cluster-admin': all,
  admin: [{ apiGroups: ['*'], resources: ['*'], verbs: writing }],
  edit: [...rulesFor(plain, writing), ...rulesFor(working, writing)],
  view: rulesFor(plain, reading),
  'basic-user': [
    { apiGroups: ['user.openshift.io'], resources: ['users'], resourceNames: ['~'], verbs: ['get'] },
    { apiGroups: ['project.openshift.io'], resources: ['projectrequests'], verbs: ['list'] },
    { apiGroups: ['project.openshift.io'], resources: ['projects'], verbs: ['list', 'watch'] },
    { apiGroups: ['authorization.k8s.io', 'authorization.openshift.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], verbs: ['create'] },
    { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  ],
  'self-provisioner': [{ apiGroups: ['project.openshift.io'], resources: ['projectrequests'], verbs: ['create'] }],
}

interface ClusterBinding {
  readonly name: string
  readonly role: string
  readonly subjects: readonly { readonly kind: 'User' | 'Group'; readonly name: string }[]
}

const bindings: readonly ClusterBinding[] = [
  { name: 'cluster-admins', role: 'cluster-admin', subjects: [{ kind: 'Group', name: 'system:cluster-admins' }, { kind: 'User', name: 'system:admin' }] },
  { name: 'basic-users', role: 'basic-user', subjects: [{ kind: 'Group', name: 'system:authenticated' }] },
  { name: 'self-provisioners', role: 'self-provisioner', subjects: [{ kind: 'Group', name: 'system:authenticated:oauth' }] },
]

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
    ...bindings.map(({ name, role, subjects }): KubeObject => ({
      apiVersion: rbac, kind: 'ClusterRoleBinding', metadata: { name },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: role }, subjects: subjects.map((subject) => ({ apiGroup: group, ...subject })),
    })),
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
