import { age } from '../age.ts'
import { defineKind, type Column, type Kind } from '../kind.ts'
import { read, text } from '../read.ts'

const ageColumn: Column = { name: 'Age', value: age }

/** What makes a cluster answer `oc`: routes, projects, users, security constraints. */
export const openshiftKinds: readonly Kind[] = [
  defineKind({
    kind: 'Route', in: ['route.openshift.io/v1'], sub: ['status'], categories: ['all'],
    columns: [
      { name: 'Host/Port', value: (route) => text(read(route, 'spec', 'host')) },
      { name: 'Path', value: (route) => text(read(route, 'spec', 'path')) },
      { name: 'Services', value: (route) => text(read(route, 'spec', 'to', 'name')) },
      { name: 'Port', value: (route) => text(read(route, 'spec', 'port', 'targetPort')) || '<all>' },
      { name: 'Termination', value: (route) => text(read(route, 'spec', 'tls', 'termination')) },
      { name: 'Wildcard', value: () => 'None' },
    ],
  }),
  defineKind({
    kind: 'Project', cluster: true, in: ['project.openshift.io/v1'], sub: ['status'], listsOwn: true,
    // A project is nothing but OpenShift's view of a namespace.
    viewOf: { resource: 'namespaces', apiVersion: 'v1', kind: 'Namespace' },
    columns: [
      { name: 'Display Name', value: (project) => text(read(project, 'metadata', 'annotations', 'openshift.io/display-name')) },
      { name: 'Status', value: (project) => text(read(project, 'status', 'phase')) || 'Active' },
    ],
  }),
  defineKind({ kind: 'User', cluster: true, in: ['user.openshift.io/v1'] }),
  defineKind({
    kind: 'SecurityContextConstraints', plural: 'securitycontextconstraints', singular: 'securitycontextconstraints', short: ['scc'], cluster: true, in: ['security.openshift.io/v1'],
    columns: [
      { name: 'Priv', value: (object) => String(object['allowPrivilegedContainer'] === true) },
      { name: 'SELinux', value: (object) => text(read(object, 'seLinuxContext', 'type')) },
      { name: 'RunAsUser', value: (object) => text(read(object, 'runAsUser', 'type')) },
      { name: 'Priority', value: (object) => text(object['priority']) || '<no value>' },
    ],
  }),
  defineKind({ kind: 'ImageStream', short: ['is'], in: ['image.openshift.io/v1'], columns: [ageColumn] }),
]
