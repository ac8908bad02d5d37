import { nodeName } from '../kube/controllers/pods.ts'
import type { KubeObject } from '../kube/object.ts'
import { accessObjects } from './access.ts'

/** What every cluster has: a node, the usual namespaces, roles, and the service of its own API. */
export function baseObjects(): readonly KubeObject[] {
  const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'openshift']
  return [
    ...namespaces.map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, status: { phase: 'Active' } })),
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: nodeName, labels: { 'kubernetes.io/hostname': nodeName, 'node-role.kubernetes.io/master': '' } },
      status: {
        capacity: { cpu: '4', memory: '16Gi', pods: '110' },
        addresses: [{ type: 'InternalIP', address: '192.168.1.10' }, { type: 'Hostname', address: nodeName }],
        nodeInfo: {
          kubeletVersion: 'v1.29.0', kubeProxyVersion: 'v1.29.0', osImage: 'Rehearsal embedded lab', kernelVersion: '6.1.0', containerRuntimeVersion: 'cri-o://1.29.0',
          architecture: 'amd64', operatingSystem: 'linux', machineID: '', systemUUID: '', bootID: '',
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes', namespace: 'default' }, spec: { type: 'ClusterIP', clusterIP: '172.30.0.1', ports: [{ name: 'https', port: 443, targetPort: 8443 }] } },
    ...accessObjects(),
  ]
}
