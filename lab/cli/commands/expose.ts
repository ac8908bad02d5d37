import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { dig, isObject, listAt, objectAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import type { Item } from '../resources/item.ts'
import { noResourceText } from '../resources/no-resource.ts'
import { makeObject } from './create/make-object.ts'
import { labelMap } from './create/label-map.ts'

/** `expose`: a service in front of what runs; with oc a service becomes a route. */
export async function expose(call: CommandCall): Promise<void> {
  const none = `${noResourceText}\nSee '${call.path} -h' for help and examples`
  await eachItem(chosenItems(call, { none }), async (item) => {
    const asRoute = call.program === 'oc' && item.resource.kind === 'Service' && item.resource.group === '' && call.flags.text('type') === ''
    await makeObject(call, asRoute ? routeOf(call, item) : serviceOf(call, item), 'exposed')
  })
}

function routeOf({ flags }: CommandCall, { object, name }: Item): JsonObject {
  const labels = flags.text('labels') === '' ? objectAt(object, 'metadata', 'labels') : labelMap(flags.text('labels'))
  const [first] = listAt(object, 'spec', 'ports')
  const port = flags.text('port') || textAt(first, 'name') || dig(first, 'targetPort') || dig(first, 'port')
  const [host, path] = [flags.text('hostname'), flags.text('path')]
  return {
    apiVersion: 'route.openshift.io/v1', kind: 'Route',
    metadata: { name: flags.text('name') || name, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
    spec: {
      ...(host === '' ? {} : { host }), ...(path === '' ? {} : { path }), ...(flags.text('wildcard-policy') === '' ? {} : { wildcardPolicy: flags.text('wildcard-policy') }),
      ...(port === undefined || port === '' ? {} : { port: { targetPort: portValue(String(port)) } }),
      to: { kind: 'Service', name, weight: 100 },
    },
  }
}

function portValue(text: string): Json {
  return /^\d+$/.test(text) ? Number(text) : text
}

function serviceOf({ flags }: CommandCall, item: Item): JsonObject {
  const selector = flags.text('selector') === '' ? selectorOf(item) : labelMap(flags.text('selector'))
  const labels = flags.text('labels') === '' ? objectAt(item.object, 'metadata', 'labels') : labelMap(flags.text('labels'))
  const ports = portsOf(item, { port: flags.text('port'), target: flags.text('target-port'), protocol: flags.text('protocol') })
  const [type, address] = [flags.text('type'), flags.text('cluster-ip')]
  return {
    apiVersion: 'v1', kind: 'Service',
    metadata: { creationTimestamp: null, ...(Object.keys(labels).length === 0 ? {} : { labels }), name: flags.text('name') || item.name },
    spec: {
      ports, selector, ...(type === '' ? {} : { type }), ...(address === '' ? {} : { clusterIP: address }),
      ...(flags.text('external-ip') === '' ? {} : { externalIPs: [flags.text('external-ip')] }),
      ...(flags.text('load-balancer-ip') === '' ? {} : { loadBalancerIP: flags.text('load-balancer-ip') }),
      ...(flags.text('session-affinity') === '' ? {} : { sessionAffinity: flags.text('session-affinity') }),
    },
    status: { loadBalancer: {} },
  }
}

const exposable: readonly string[] = ['Pod', 'Service', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']

function selectorOf({ object, resource }: Item): JsonObject {
  if (!exposable.includes(resource.kind)) throw new CliError(`error: cannot expose a ${resource.kind}${resource.group === '' ? '' : `.${resource.group}`}`)
  if (resource.kind === 'Pod') {
    const labels = objectAt(object, 'metadata', 'labels')
    if (Object.keys(labels).length === 0) throw new CliError("error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed")
    return labels
  }
  const selector = objectAt(object, 'spec', 'selector')
  return isObject(selector.matchLabels) ? selector.matchLabels : selector
}

interface PortFlags {
  readonly port: string
  readonly target: string
  readonly protocol: string
}

function portsOf({ object, resource }: Item, { port, target, protocol }: PortFlags): JsonObject[] {
  const known = containerPorts(object, resource.kind)
  const wanted = port === '' ? known.map(({ number }) => String(number)) : port.split(',')
  if (wanted.length === 0) throw new CliError("error: couldn't find port via --port flag or introspection")
  return wanted.map((one, at) => ({
    ...(wanted.length === 1 ? {} : { name: `port-${at + 1}` }),
    port: Number(one), protocol: protocol || known.find(({ number }) => String(number) === one)?.protocol || 'TCP', targetPort: portValue(target || one),
  }))
}

function containerPorts(object: JsonObject, kind: string): { readonly number: number; readonly protocol: string }[] {
  if (kind === 'Service') return listAt(object, 'spec', 'ports').map((one) => ({ number: Number(dig(one, 'port')), protocol: textAt(one, 'protocol') }))
  const spec = kind === 'Pod' ? objectAt(object, 'spec') : objectAt(object, 'spec', 'template', 'spec')
  return listAt(spec, 'containers').flatMap((container) => listAt(container, 'ports')).map((one) => ({ number: Number(dig(one, 'containerPort')), protocol: textAt(one, 'protocol') }))
}
