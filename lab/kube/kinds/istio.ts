import { age } from '../age.ts'
import { defineKind, type Column, type Kind } from '../kind.ts'
import { read, readList, text } from '../read.ts'

const legacy = ['config.istio.io/v1alpha2']
const networking = ['networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3']
const categories = ['istio-io', 'networking-istio-io']
const gatewayApi = ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1beta1']
const ageColumn: Column = { name: 'Age', value: age }
const list = (name: string, ...path: string[]): Column => ({ name, value: (object) => JSON.stringify(readList(object, 'spec', ...path)) })

/** Pilot's kinds of Istio 0.6.0; the plural is the lower-case kind with an s unless given. */
const pilotKinds: readonly (readonly [kind: string, plural?: string])[] = [
  ['RouteRule'], ['V1alpha2RouteRule'], ['DestinationPolicy', 'destinationpolicies'], ['EgressRule'], ['ExternalService'],
  ['HTTPAPISpec'], ['HTTPAPISpecBinding'], ['QuotaSpec'], ['QuotaSpecBinding'], ['EndUserAuthenticationPolicySpec'],
  ['EndUserAuthenticationPolicySpecBinding'], ['ServiceRole'], ['ServiceRoleBinding'],
]

/** Mixer's kinds are written in lower case (source: install/kubernetes/istio.yaml 0.6.0). */
const mixerKinds: readonly (readonly [kind: string, plural?: string])[] = [
  ['rule'], ['attributemanifest'], ['circonus', 'circonuses'], ['denier'], ['fluentd'], ['kubernetesenv'], ['listchecker'],
  ['memquota'], ['noop'], ['opa'], ['prometheus', 'prometheuses'], ['rbac'], ['servicecontrol'], ['solarwinds', 'solarwindses'],
  ['stackdriver'], ['statsd'], ['stdio'], ['apikey'], ['authorization'], ['checknothing'], ['kubernetes', 'kuberneteses'],
  ['listentry', 'listentries'], ['logentry', 'logentries'], ['metric'], ['quota'], ['reportnothing'], ['servicecontrolreport'], ['tracespan'],
]

const legacyKinds = [...pilotKinds, ...mixerKinds].map(([kind, plural]) => defineKind({ kind, in: legacy, ...(plural ? { plural } : {}) }))

/** Kinds of Istio, then (v1alpha2) and now (networking.istio.io), and of the Gateway API. */
export const istioKinds: readonly Kind[] = [
  ...legacyKinds,
  defineKind({ kind: 'VirtualService', short: ['vs'], in: networking, categories, columns: [list('Gateways', 'gateways'), list('Hosts', 'hosts'), ageColumn] }),
  defineKind({ kind: 'DestinationRule', short: ['dr'], in: networking, categories, columns: [{ name: 'Host', value: (object) => text(read(object, 'spec', 'host')) }, ageColumn] }),
  defineKind({ kind: 'Gateway', short: ['gw'], in: networking, categories }),
  defineKind({
    kind: 'ServiceEntry', plural: 'serviceentries', short: ['se'], in: networking, categories,
    columns: [list('Hosts', 'hosts'), { name: 'Location', value: (object) => text(read(object, 'spec', 'location')) }, { name: 'Resolution', value: (object) => text(read(object, 'spec', 'resolution')) }, ageColumn],
  }),
  defineKind({ kind: 'Sidecar', in: networking, categories }),
  defineKind({ kind: 'WorkloadEntry', plural: 'workloadentries', short: ['we'], in: networking, categories, columns: [ageColumn, { name: 'Address', value: (object) => text(read(object, 'spec', 'address')) }] }),
  defineKind({ kind: 'HTTPRoute', in: gatewayApi, sub: ['status'], categories: ['gateway-api'], columns: [list('Hostnames', 'hostnames'), ageColumn] }),
  defineKind({
    kind: 'Gateway', short: ['gtw'], in: gatewayApi, sub: ['status'], categories: ['gateway-api'],
    columns: [
      { name: 'Class', value: (object) => text(read(object, 'spec', 'gatewayClassName')) },
      { name: 'Address', value: (object) => text(read(readList(object, 'status', 'addresses')[0], 'value')) },
      { name: 'Programmed', value: (object) => text(read(readList(object, 'status', 'conditions').find((one) => read(one, 'type') === 'Programmed'), 'status')) },
      ageColumn,
    ],
  }),
  defineKind({
    kind: 'GatewayClass', plural: 'gatewayclasses', short: ['gc'], cluster: true, in: gatewayApi, sub: ['status'], categories: ['gateway-api'],
    columns: [
      { name: 'Controller', value: (object) => text(read(object, 'spec', 'controllerName')) },
      { name: 'Accepted', value: (object) => text(read(readList(object, 'status', 'conditions').find((one) => read(one, 'type') === 'Accepted'), 'status')) },
      ageColumn,
      { name: 'Description', wide: true, value: (object) => text(read(object, 'spec', 'description')) },
    ],
  }),
]
