interface KubeconfigParts {
  readonly server: string
  readonly token: string
  readonly namespace: string
}

/** A kubeconfig with one cluster, one user and one context, as `oc login` would have left it. */
export function kubeconfig({ server, token, namespace }: KubeconfigParts): string {
  return `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: ${server}
  name: lab
contexts:
- context:
    cluster: lab
    namespace: ${namespace}
    user: admin
  name: lab
current-context: lab
preferences: {}
users:
- name: admin
  user:
    token: ${token}
`
}
