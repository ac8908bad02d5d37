/** Field names and types of k8s.io/api 1.30 (the Kubernetes authors, Apache-2.0). See type-table.ts for the notation. */
export const clusterTypes = `
# rbac/v1
AggregationRule clusterRoleSelectors:[LabelSelector]
ClusterRole aggregationRule:AggregationRule metadata:ObjectMeta rules:[PolicyRule]
ClusterRoleBinding metadata:ObjectMeta roleRef!:RoleRef subjects:[Subject]
PolicyRule apiGroups:[s] nonResourceURLs:[s] resourceNames:[s] resources:[s] verbs!:[s]
Role metadata:ObjectMeta rules:[PolicyRule]
RoleBinding metadata:ObjectMeta roleRef!:RoleRef subjects:[Subject]
RoleRef apiGroup!:s kind!:s name!:s
Subject apiGroup:s kind!:s name!:s namespace:s
# coordination/v1
Lease metadata:ObjectMeta spec:LeaseSpec
LeaseSpec acquireTime:t holderIdentity:s leaseDurationSeconds:i leaseTransitions:i renewTime:t
# scheduling/v1
PriorityClass description:s globalDefault:b metadata:ObjectMeta preemptionPolicy:s value!:i
# storage/v1
StorageClass allowVolumeExpansion:b allowedTopologies:[TopologySelectorTerm] metadata:ObjectMeta mountOptions:[s] parameters:{s} provisioner!:s reclaimPolicy:s volumeBindingMode:s
`
