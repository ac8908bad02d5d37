import { istioKinds } from '../kube/kinds/istio.ts'
import type { KubeObject } from '../kube/object.ts'

/** The definitions that Istio 0.6.0's installation makes, one for each of its kinds. The lab knows these kinds by itself; this is so that `get crd` lists them. */
export function definitionObjects(): readonly KubeObject[] {
  const legacy = istioKinds.filter(({ served }) => served[0]?.group === 'config.istio.io')
  return legacy.map(({ kind, plural, singular }): KubeObject => ({
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.config.istio.io`, labels: { package: 'istio.io', istio: 'core' } },
    spec: { group: 'config.istio.io', version: 'v1alpha2', scope: 'Namespaced', names: { kind, plural, singular } },
  }))
}
