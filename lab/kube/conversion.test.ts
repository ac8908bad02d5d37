import { describe, expect, test } from 'vitest'
import { toServed, toStored } from './conversion.ts'
import type { KubeObject } from './object.ts'

const metadata = { name: 'one', namespace: 'default' }

const cases: readonly { readonly name: string; readonly resource: string; readonly old: KubeObject; readonly stored: KubeObject }[] = [
  {
    name: 'an Ingress of extensions/v1beta1',
    resource: 'networking.k8s.io/ingresses',
    old: {
      apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata,
      spec: { backend: { serviceName: 'web', servicePort: 'http' }, rules: [{ host: 'a', http: { paths: [{ path: '/x', pathType: 'Prefix', backend: { serviceName: 'productpage', servicePort: 9080 } }] } }] },
    },
    stored: {
      apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata,
      spec: {
        defaultBackend: { service: { name: 'web', port: { name: 'http' } } },
        rules: [{ host: 'a', http: { paths: [{ path: '/x', pathType: 'Prefix', backend: { service: { name: 'productpage', port: { number: 9080 } } } }] } }],
      },
    },
  },
  {
    name: 'a HorizontalPodAutoscaler of autoscaling/v1',
    resource: 'autoscaling/horizontalpodautoscalers',
    old: {
      apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata,
      spec: { maxReplicas: 10, targetCPUUtilizationPercentage: 50 },
      status: { currentReplicas: 1, currentCPUUtilizationPercentage: 12 },
    },
    stored: {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata,
      spec: { maxReplicas: 10, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] },
      status: { currentReplicas: 1, currentMetrics: [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }] },
    },
  },
  {
    name: 'an Event of events.k8s.io/v1',
    resource: 'events',
    old: { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata, regarding: { kind: 'Pod', name: 'p' }, note: 'Started', reason: 'Started', deprecatedCount: 2 },
    stored: { apiVersion: 'v1', kind: 'Event', metadata, involvedObject: { kind: 'Pod', name: 'p' }, message: 'Started', reason: 'Started', count: 2 },
  },
]

describe('conversion between versions', () => {
  test.each(cases)('stores $name in one shape and serves it back unchanged', ({ resource, old, stored }) => {
    expect(toStored(resource, old)).toEqual(stored)
    expect(toServed(resource, stored, old.apiVersion)).toEqual(old)
  })

  test('gives every version of a v1beta1 definition its own schema, columns and subresources', () => {
    const old: KubeObject = {
      apiVersion: 'apiextensions.k8s.io/v1beta1', kind: 'CustomResourceDefinition', metadata: { name: 'things.x.io' },
      spec: { group: 'x.io', version: 'v1', names: { kind: 'Thing', plural: 'things' }, subresources: { status: {} }, additionalPrinterColumns: [{ name: 'A', type: 'string', JSONPath: '.spec.a' }] },
    }
    const stored = toStored('apiextensions.k8s.io/customresourcedefinitions', old)
    expect(stored).toEqual({
      ...old,
      apiVersion: 'apiextensions.k8s.io/v1',
      spec: {
        group: 'x.io', scope: 'Namespaced', preserveUnknownFields: true, names: { kind: 'Thing', plural: 'things' },
        versions: [{
          name: 'v1', served: true, storage: true, subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          additionalPrinterColumns: [{ name: 'A', type: 'string', jsonPath: '.spec.a' }],
        }],
      },
    })
    const back = toServed('apiextensions.k8s.io/customresourcedefinitions', stored, old.apiVersion)
    expect(back.spec).toMatchObject({ version: 'v1', versions: [{ additionalPrinterColumns: [{ JSONPath: '.spec.a' }] }] })
  })

  test('only renames the version of kinds whose versions are alike', () => {
    const rule: KubeObject = { apiVersion: 'networking.istio.io/v1alpha3', kind: 'VirtualService', metadata, spec: { hosts: ['a'] } }
    expect(toStored('networking.istio.io/virtualservices', rule)).toBe(rule)
    expect(toServed('networking.istio.io/virtualservices', rule, 'networking.istio.io/v1')).toEqual({ ...rule, apiVersion: 'networking.istio.io/v1' })
  })
})
