/** The container that `istioctl kube-inject` 0.6.0 adds to a pod: with it the mesh sees the pod's traffic. */
export function sidecar(serviceCluster: string): Record<string, unknown> {
  return {
    name: 'istio-proxy',
    image: 'docker.io/istio/proxy:0.6.0',
    imagePullPolicy: 'IfNotPresent',
    args: ['proxy', 'sidecar', '--configPath', '/etc/istio/proxy', '--binaryPath', '/usr/local/bin/envoy', '--serviceCluster', serviceCluster],
    securityContext: { privileged: false, readOnlyRootFilesystem: true, runAsUser: 1337 },
  }
}

export const sidecarAnnotations = { 'sidecar.istio.io/status': '{"version":"0.6.0","initContainers":["istio-init"],"containers":["istio-proxy"]}' }
