import { pathOf } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { configTypes, resourceOf } from './config-types.ts'

interface Finding {
  readonly level: 'Error' | 'Warning' | 'Info'
  readonly code: string
  readonly about: string
  readonly text: string
}

interface Scene {
  readonly namespace: string
  readonly services: readonly JsonObject[]
  readonly pods: readonly JsonObject[]
  readonly rules: Readonly<Record<string, readonly JsonObject[]>>
}

const checks: readonly ((scene: Scene) => readonly Finding[])[] = [unknownHosts, unknownSubsets, versionsWithoutPods, podsWithoutProxy]

/** `istioctl analyze`: rules that lead nowhere, and pods that no rule can reach. Exits with 79 when something is wrong, as Istio's does. */
export async function analyze(call: CommandCall): Promise<number> {
  const { api, target } = await call.cluster()
  const { namespace } = target
  const list = async (type: string) => listAt(await api.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/${type}`), 'items').filter(isObject)
  const rules: Record<string, readonly JsonObject[]> = {}
  for (const type of configTypes) rules[type.kind] = await rulesOf(call, type, namespace)
  const scene: Scene = { namespace, services: await list('services'), pods: await list('pods'), rules }
  const findings = checks.flatMap((check) => check(scene))
  if (findings.length === 0) {
    call.io.out(`\n✔ No validation issues found when analyzing namespace: ${namespace}.\n`)
    return 0
  }
  for (const { level, code, about, text } of findings) call.io.out(`${level} [${code}] (${about}) ${text}\n`)
  return findings.some(({ level }) => level === 'Error') ? 79 : 0
}

// A kind that the server does not have has no rules either.
async function rulesOf(call: CommandCall, type: (typeof configTypes)[number], namespace: string): Promise<readonly JsonObject[]> {
  try {
    const resource = await resourceOf(call, type)
    return listAt(await (await call.cluster()).api.get(pathOf(resource, namespace)), 'items').filter(isObject)
  } catch (error) {
    if (error instanceof CliError) return []
    throw error
  }
}

function named(object: JsonObject): string {
  return `${textAt(object, 'metadata', 'name')}.${textAt(object, 'metadata', 'namespace')}`
}

function knows({ services, namespace }: Scene, host: string): boolean {
  const [name = '', where = namespace] = host.split('.')
  // Other namespaces and names of the outside are not looked at.
  return where !== namespace || host.includes('*') || services.some((service) => textAt(service, 'metadata', 'name') === name)
}

function routesOf(rule: JsonObject): readonly Json[] {
  return ['http', 'tcp', 'tls'].flatMap((kind) => listAt(rule, 'spec', kind)).flatMap((route) => listAt(route, 'route'))
}

function unknownHosts(scene: Scene): readonly Finding[] {
  const finding = (kind: string, rule: JsonObject, host: string): Finding => ({ level: 'Error', code: 'IST0101', about: `${kind} ${named(rule)}`, text: `Referenced host not found: "${host}"` })
  const routed = (scene.rules.VirtualService ?? []).flatMap((rule) => routesOf(rule).map((route) => ({ kind: 'VirtualService', rule, host: textAt(route, 'destination', 'host') })))
  const ruled = ['RouteRule', 'DestinationPolicy'].flatMap((kind) => (scene.rules[kind] ?? []).map((rule) => ({ kind, rule, host: textAt(rule, 'spec', 'destination', 'name') })))
  const seen = new Set<string>()
  return [...routed, ...ruled].filter(({ host, kind, rule }) => {
    const key = `${kind} ${named(rule)} ${host}`
    const fresh = host !== '' && !knows(scene, host) && !seen.has(key)
    seen.add(key)
    return fresh
  }).map(({ kind, rule, host }) => finding(kind, rule, host))
}

function unknownSubsets({ rules }: Scene): readonly Finding[] {
  const subsets = new Set((rules.DestinationRule ?? []).flatMap((rule) => listAt(rule, 'spec', 'subsets').map((subset) => `${textAt(rule, 'spec', 'host').split('.')[0]}+${textAt(subset, 'name')}`)))
  return (rules.VirtualService ?? []).flatMap((rule) => routesOf(rule).flatMap((route): Finding[] => {
    const host = textAt(route, 'destination', 'host')
    const subset = textAt(route, 'destination', 'subset')
    if (subset === '' || subsets.has(`${host.split('.')[0]}+${subset}`)) return []
    return [{ level: 'Error', code: 'IST0101', about: `VirtualService ${named(rule)}`, text: `Referenced host+subset in destinationrule not found: "${host}+${subset}"` }]
  }))
}

function versionsWithoutPods({ rules, pods }: Scene): readonly Finding[] {
  return (rules.RouteRule ?? []).flatMap((rule) => listAt(rule, 'spec', 'route').flatMap((route): Finding[] => {
    const labels = Object.entries(objectAt(route, 'labels'))
    const app = textAt(rule, 'spec', 'destination', 'name')
    if (labels.length === 0 || pods.some((pod) => textAt(pod, 'metadata', 'labels', 'app') === app && labels.every(([key, value]) => textAt(pod, 'metadata', 'labels', key) === value))) return []
    return [{ level: 'Warning', code: 'IST0173', about: `RouteRule ${named(rule)}`, text: `No pod of ${app} has the labels ${labels.map(([key, value]) => `${key}=${String(value)}`).join(',')}: its share of the traffic is answered with 503.` }]
  }))
}

// Istio's own pods need none.
function podsWithoutProxy({ pods }: Scene): readonly Finding[] {
  const own = (pod: JsonObject) => textAt(pod, 'metadata', 'labels', 'istio') !== '' || ['prometheus', 'grafana', 'servicegraph', 'jaeger'].includes(textAt(pod, 'metadata', 'labels', 'app')) || /^(prometheus|grafana|servicegraph|jaeger)/.test(textAt(pod, 'metadata', 'name'))
  return pods.filter((pod) => !own(pod) && !listAt(pod, 'spec', 'containers').some((container) => textAt(container, 'name') === 'istio-proxy')).map((pod) => ({
    level: 'Warning', code: 'IST0103', about: `Pod ${named(pod)}`, text: 'The pod is missing the Istio proxy. Run istioctl kube-inject on its manifest, and apply that.',
  }))
}
