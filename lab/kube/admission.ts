import { applyDefaults } from './admission/defaults.ts'
import { destinationPolicyErrors } from './admission/destination-policy.ts'
import { egressRuleErrors } from './admission/egress-rule.ts'
import { metadataCauses } from './admission/metadata.ts'
import { definitionCauses, ingressCauses, routeCauses, serviceCauses } from './admission/networking.ts'
import { routeRuleErrors } from './admission/route-rule.ts'
import { routeRuleWarnings } from './admission/route-rule-warnings.ts'
import { autoscalerCauses, jobCauses, podCauses, workloadCauses } from './admission/workloads.ts'
import type { Kind } from './kind.ts'
import type { ClusterReader, KubeObject } from './object.ts'
import { ApiError, invalid, type Cause } from './status.ts'

export interface Admission {
  readonly kind: Kind
  readonly object: KubeObject
  /** What is stored now; undefined for a new object. */
  readonly before: KubeObject | undefined
  readonly cluster: ClusterReader
  /** What OpenShift's router appends to the names of routes. */
  readonly routerSuffix: string
}

export interface Admitted {
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

type Validator = (object: KubeObject) => readonly string[]

/** Istio's own checks. The real 0.6 had them only in istioctl; a learner is better served by hearing at once. */
const validators: Readonly<Record<string, Validator>> = {
  'config.istio.io/routerules': routeRuleErrors,
  'config.istio.io/destinationpolicies': destinationPolicyErrors,
  'config.istio.io/egressrules': egressRuleErrors,
}

const advisers: Readonly<Record<string, (object: KubeObject, cluster: ClusterReader) => readonly string[]>> = {
  'config.istio.io/routerules': routeRuleWarnings,
}

type Check = (object: KubeObject, before: KubeObject | undefined) => readonly Cause[]

/** What the real server checks of the kinds that controllers work on. */
const checks: Readonly<Record<string, Check>> = {
  pods: podCauses,
  services: serviceCauses,
  'apps/deployments': workloadCauses,
  'apps/replicasets': workloadCauses,
  'apps/statefulsets': workloadCauses,
  'apps/daemonsets': workloadCauses,
  'batch/jobs': jobCauses,
  'autoscaling/horizontalpodautoscalers': autoscalerCauses,
  'networking.k8s.io/ingresses': ingressCauses,
  'route.openshift.io/routes': routeCauses,
  'apiextensions.k8s.io/customresourcedefinitions': definitionCauses,
}

/** Completes an object and checks it. Throws an ApiError with the words of the real server. */
export function admit({ kind, object, before, cluster, routerSuffix }: Admission): Admitted {
  const causes = metadataCauses(object)
  if (causes.length > 0) throw invalid(kind, object.metadata.name, causes)
  const complete = applyDefaults({ kind, object, before, cluster, routerSuffix })
  const wrong = checks[kind.resource]?.(complete, before) ?? []
  if (wrong.length > 0) throw invalid(kind, object.metadata.name, wrong)
  const errors = validators[kind.resource]?.(complete) ?? []
  if (errors.length > 0) throw new ApiError('BadRequest', denial(errors))
  return { object: complete, warnings: advisers[kind.resource]?.(complete, cluster) ?? [] }
}

/** The form in which Pilot's webhook denied (go-multierror of that time). */
function denial(errors: readonly string[]): string {
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`
  const list = errors.map((error) => `* ${error}`).join('\n')
  return `admission webhook "pilot-webhook.istio.io" denied the request: configuration is invalid: ${count} occurred:\n\n${list}`
}
