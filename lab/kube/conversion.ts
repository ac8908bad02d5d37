import { autoscalerFromV1, autoscalerToV1 } from './conversion/autoscaler.ts'
import { definitionFromBeta, definitionToBeta } from './conversion/custom-definition.ts'
import { eventFromGroup, eventToGroup } from './conversion/event.ts'
import { ingressFromBeta, ingressToBeta } from './conversion/ingress.ts'
import type { KubeObject, ResourceName } from './object.ts'

interface Conversion {
  /** From the version's own shape to the stored one. */
  readonly from: (object: KubeObject) => KubeObject
  readonly to: (object: KubeObject) => KubeObject
}

interface Hub {
  /** The version whose shape is stored. */
  readonly apiVersion: string
  readonly others: Readonly<Record<string, Conversion>>
}

const ingress: Conversion = { from: ingressFromBeta, to: ingressToBeta }

/** Kinds whose versions differ in more than their name. Every other kind is stored as it came. */
const hubs: Readonly<Record<ResourceName, Hub>> = {
  'networking.k8s.io/ingresses': { apiVersion: 'networking.k8s.io/v1', others: { 'extensions/v1beta1': ingress, 'networking.k8s.io/v1beta1': ingress } },
  'apiextensions.k8s.io/customresourcedefinitions': {
    apiVersion: 'apiextensions.k8s.io/v1',
    others: { 'apiextensions.k8s.io/v1beta1': { from: definitionFromBeta, to: definitionToBeta } },
  },
  'autoscaling/horizontalpodautoscalers': { apiVersion: 'autoscaling/v2', others: { 'autoscaling/v1': { from: autoscalerFromV1, to: autoscalerToV1 } } },
  events: { apiVersion: 'v1', others: { 'events.k8s.io/v1': { from: eventFromGroup, to: eventToGroup } } },
}

/** The shape in which a resource is stored, so that controllers meet one shape only. */
export function toStored(resource: ResourceName, object: KubeObject): KubeObject {
  const hub = hubs[resource]
  const conversion = hub?.others[object.apiVersion]
  return hub && conversion ? { ...conversion.from(object), apiVersion: hub.apiVersion } : object
}

/** A stored object in the version that a request names. */
export function toServed(resource: ResourceName, object: KubeObject, apiVersion: string): KubeObject {
  if (object.apiVersion === apiVersion) return object
  const stored = toStored(resource, object)
  const convert = hubs[resource]?.others[apiVersion]?.to
  return { ...(convert ? convert(stored) : stored), apiVersion }
}
