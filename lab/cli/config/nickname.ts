/** Names that oc gives to what it writes into a kubeconfig. */

/** `http://127.0.0.1:8443/labs/x` → `127-0-0-1:8443`. */
export function clusterNickname(server: string): string {
  return new URL(server).host.replaceAll('.', '-')
}

/** `istio-system/127-0-0-1:8443/admin`; a user entry's name may carry its server already. */
export function contextNickname({ namespace, cluster, user }: { readonly namespace: string; readonly cluster: string; readonly user: string }): string {
  return `${namespace}/${cluster}/${user.split('/')[0] ?? user}`
}
