interface ObjectMeta {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  finalizers?: string[]
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  [field: string]: unknown
}

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

/** Any Kubernetes object as JSON. Kind-specific code narrows `spec` and `status` where it reads them. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec?: Record<string, unknown>
  status?: Record<string, unknown>
  [field: string]: unknown
}

/** `group/plural`, with the core group written as the bare plural: `pods`, `apps/deployments`, `config.istio.io/routerules`. */
export type ResourceName = string

type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED'

export interface Change {
  readonly type: ChangeType
  readonly resource: ResourceName
  readonly object: KubeObject
  /** What was stored until now; undefined for a new object. */
  readonly before?: KubeObject | undefined
}

/** What the other parts of a lab (mesh, images, pages) may read of the cluster. Objects are never mutated in place. */
export interface ClusterReader {
  get(resource: ResourceName, namespace: string | undefined, name: string): KubeObject | undefined
  list(resource: ResourceName, namespace?: string): readonly KubeObject[]
  /** Calls back after every change; the returned function unsubscribes. */
  onChange(listener: (change: Change) => void): () => void
}
