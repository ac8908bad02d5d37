import type { Message } from './message.ts'

// Field numbers of k8s.io/api generated.proto, for the kinds that clients write as protobuf (`kubectl create …`, `autoscale`).
const objectMeta: Message = {
  1: ['name', 'string'], 2: ['generateName', 'string'], 3: ['namespace', 'string'], 5: ['uid', 'string'], 6: ['resourceVersion', 'string'],
  7: ['generation', 'int'], 11: ['labels', 'map'], 12: ['annotations', 'map'],
}
const labelSelector: Message = { 1: ['matchLabels', 'map'] }
const envVar: Message = { 1: ['name', 'string'], 2: ['value', 'string'] }
const containerPort: Message = { 1: ['name', 'string'], 2: ['hostPort', 'int'], 3: ['containerPort', 'int'], 4: ['protocol', 'string'] }
const container: Message = {
  1: ['name', 'string'], 2: ['image', 'string'], 3: ['command', 'string', 'repeated'], 4: ['args', 'string', 'repeated'], 5: ['workingDir', 'string'],
  6: ['ports', containerPort, 'repeated'], 7: ['env', envVar, 'repeated'], 14: ['imagePullPolicy', 'string'],
}
const podSpec: Message = { 2: ['containers', container, 'repeated'], 3: ['restartPolicy', 'string'], 8: ['serviceAccountName', 'string'], 20: ['initContainers', container, 'repeated'] }
const podTemplate: Message = { 1: ['metadata', objectMeta], 2: ['spec', podSpec] }
const deploymentSpec: Message = { 1: ['replicas', 'optional-int'], 2: ['selector', labelSelector], 3: ['template', podTemplate] }
const scaleTarget: Message = { 1: ['kind', 'string'], 2: ['name', 'string'], 3: ['apiVersion', 'string'] }
const metricTarget: Message = { 1: ['type', 'string'], 2: ['value', 'quantity'], 3: ['averageValue', 'quantity'], 4: ['averageUtilization', 'optional-int'] }
const resourceMetric: Message = { 1: ['name', 'string'], 2: ['target', metricTarget] }
const metricSpec: Message = { 1: ['type', 'string'], 4: ['resource', resourceMetric] }
const hpaSpec: Message = { 1: ['scaleTargetRef', scaleTarget], 2: ['minReplicas', 'optional-int'], 3: ['maxReplicas', 'int'], 4: ['metrics', metricSpec, 'repeated'] }
const servicePort: Message = { 1: ['name', 'string'], 2: ['protocol', 'string'], 3: ['port', 'int'], 4: ['targetPort', 'int-or-string'], 5: ['nodePort', 'int'] }
const serviceSpec: Message = { 1: ['ports', servicePort, 'repeated'], 2: ['selector', 'map'], 3: ['clusterIP', 'string'], 4: ['type', 'string'] }
const policyRule: Message = { 1: ['verbs', 'string', 'repeated'], 2: ['apiGroups', 'string', 'repeated'], 3: ['resources', 'string', 'repeated'], 4: ['resourceNames', 'string', 'repeated'] }
const subject: Message = { 1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string'] }
const roleRef: Message = { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] }

const jobSpec: Message = {
  1: ['parallelism', 'optional-int'], 2: ['completions', 'optional-int'], 3: ['activeDeadlineSeconds', 'optional-int'], 6: ['template', podTemplate],
  7: ['backoffLimit', 'optional-int'], 8: ['ttlSecondsAfterFinished', 'optional-int'], 9: ['completionMode', 'string'], 10: ['suspend', 'bool'],
}
const cronJobSpec: Message = {
  1: ['schedule', 'string'], 3: ['concurrencyPolicy', 'string'], 4: ['suspend', 'bool'], 5: ['jobTemplate', { 1: ['metadata', objectMeta], 2: ['spec', jobSpec] }],
  6: ['successfulJobsHistoryLimit', 'optional-int'], 7: ['failedJobsHistoryLimit', 'optional-int'], 8: ['timeZone', 'string'],
}
const backendPort: Message = { 1: ['name', 'string'], 2: ['number', 'int'] }
const ingressBackend: Message = { 4: ['service', { 1: ['name', 'string'], 2: ['port', backendPort] }] }
const ingressPath: Message = { 1: ['path', 'string'], 2: ['backend', ingressBackend], 3: ['pathType', 'string'] }
// A rule holds its paths in a message that JSON does not show: its fields are the rule's own.
const ingressRule: Message = { 1: ['host', 'string'], 2: ['', { 1: ['http', { 1: ['paths', ingressPath, 'repeated'] }] }] }
const ingressSpec: Message = {
  1: ['defaultBackend', ingressBackend], 2: ['tls', { 1: ['hosts', 'string', 'repeated'], 2: ['secretName', 'string'] }, 'repeated'], 3: ['rules', ingressRule, 'repeated'], 4: ['ingressClassName', 'string'],
}
const deleteOptions: Message = {
  1: ['gracePeriodSeconds', 'optional-int'], 2: ['preconditions', { 1: ['uid', 'string'], 2: ['resourceVersion', 'string'] }], 3: ['orphanDependents', 'bool'],
  4: ['propagationPolicy', 'string'], 5: ['dryRun', 'string', 'repeated'],
}
const accessSpec: Message = {
  1: ['resourceAttributes', { 1: ['namespace', 'string'], 2: ['verb', 'string'], 3: ['group', 'string'], 4: ['version', 'string'], 5: ['resource', 'string'], 6: ['subresource', 'string'], 7: ['name', 'string'] }],
  2: ['nonResourceAttributes', { 1: ['path', 'string'], 2: ['verb', 'string'] }],
}

/** Messages by the kind that they carry. */
export const messages: Readonly<Record<string, Message>> = {
  Namespace: { 1: ['metadata', objectMeta] },
  ConfigMap: { 1: ['metadata', objectMeta], 2: ['data', 'map'], 3: ['binaryData', 'bytes-map'] },
  Secret: { 1: ['metadata', objectMeta], 2: ['data', 'bytes-map'], 3: ['type', 'string'] },
  ServiceAccount: { 1: ['metadata', objectMeta] },
  Service: { 1: ['metadata', objectMeta], 2: ['spec', serviceSpec] },
  Deployment: { 1: ['metadata', objectMeta], 2: ['spec', deploymentSpec] },
  HorizontalPodAutoscaler: { 1: ['metadata', objectMeta], 2: ['spec', hpaSpec] },
  Role: { 1: ['metadata', objectMeta], 2: ['rules', policyRule, 'repeated'] },
  ClusterRole: { 1: ['metadata', objectMeta], 2: ['rules', policyRule, 'repeated'] },
  Job: { 1: ['metadata', objectMeta], 2: ['spec', jobSpec] },
  CronJob: { 1: ['metadata', objectMeta], 2: ['spec', cronJobSpec] },
  Ingress: { 1: ['metadata', objectMeta], 2: ['spec', ingressSpec] },
  Pod: { 1: ['metadata', objectMeta], 2: ['spec', podSpec] },
  ResourceQuota: { 1: ['metadata', objectMeta], 2: ['spec', { 1: ['hard', 'quantity-map'], 2: ['scopes', 'string', 'repeated'] }] },
  PodDisruptionBudget: { 1: ['metadata', objectMeta], 2: ['spec', { 1: ['minAvailable', 'int-or-string'], 2: ['selector', labelSelector], 3: ['maxUnavailable', 'int-or-string'] }] },
  PriorityClass: { 1: ['metadata', objectMeta], 2: ['value', 'int'], 3: ['globalDefault', 'bool'], 4: ['description', 'string'], 5: ['preemptionPolicy', 'string'] },
  TokenRequest: { 1: ['metadata', objectMeta], 2: ['spec', { 1: ['audiences', 'string', 'repeated'], 4: ['expirationSeconds', 'optional-int'] }] },
  SelfSubjectAccessReview: { 1: ['metadata', objectMeta], 2: ['spec', accessSpec] },
  SelfSubjectRulesReview: { 1: ['metadata', objectMeta], 2: ['spec', { 1: ['namespace', 'string'] }] },
  SelfSubjectReview: { 1: ['metadata', objectMeta] },
  Eviction: { 1: ['metadata', objectMeta], 2: ['deleteOptions', deleteOptions] },
  DeleteOptions: deleteOptions,
  RoleBinding: { 1: ['metadata', objectMeta], 2: ['subjects', subject, 'repeated'], 3: ['roleRef', roleRef] },
  ClusterRoleBinding: { 1: ['metadata', objectMeta], 2: ['subjects', subject, 'repeated'], 3: ['roleRef', roleRef] },
}
