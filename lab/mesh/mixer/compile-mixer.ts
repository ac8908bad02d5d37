import type { KubeObject, ResourceName } from '../../kube/object.ts'
import { durationField, field, listField, numberField, stringsField, textField } from '../compile/fields.ts'
import { hostOf } from '../directory.ts'
import { compileExpression, type Expression } from './expression.ts'
import { own } from '../../kube/read.ts'

/** One action of a Mixer rule that decides over a request. */
export type Check = Denial | ListCheck | QuotaCheck

interface CheckBase {
  /** Holds for the rule to act; always when absent. */
  readonly match?: Expression
  /** Rules of `istio-system` are for every service, others for the services beside them. */
  readonly namespace: string
  /** Full name of the handler, e.g. `handler.denier.istio-system`. */
  readonly handler: string
}

export interface Denial extends CheckBase {
  readonly kind: 'denial'
  /** google.rpc.Code */
  readonly code: number
  readonly message: string
}

export interface ListCheck extends CheckBase {
  readonly kind: 'list'
  readonly value: Expression
  readonly entries: ReadonlySet<string>
  readonly blacklist: boolean
}

export interface QuotaCheck extends CheckBase {
  readonly kind: 'quota'
  readonly dimensions: Readonly<Record<string, Expression>>
  readonly charge: number
  /** As the refusal names it. */
  readonly name: string
  readonly limits: readonly QuotaLimit[]
  /** Full hosts of the services that ask for it; all of them when absent. */
  readonly services?: ReadonlySet<string>
}

/** The last limit has no dimensions and fits everything. */
interface QuotaLimit {
  readonly dimensions: Readonly<Record<string, string>>
  readonly maxAmount: number
  readonly windowMs: number
}

type List = (resource: ResourceName) => readonly KubeObject[]

/** Where Mixer looks for rules that hold everywhere. */
export const configNamespace = 'istio-system'

/** Mixer's rules with the handlers and instances that they name; what is incomplete or cannot be parsed is left out. */
export function compileMixer(list: List): readonly Check[] {
  return list('config.istio.io/rules').flatMap((rule) => listField(rule.spec, 'actions').flatMap((action) => compileAction(list, rule, action)))
}

function compileAction(list: List, rule: KubeObject, action: unknown): readonly Check[] {
  const namespace = rule.metadata.namespace ?? 'default'
  const condition = textField(rule.spec, 'match')
  const match = condition === undefined ? undefined : tryExpression(condition)
  const handler = find(list, textField(action, 'handler'), namespace)
  if (!handler || (condition !== undefined && !match)) return []
  const base: CheckBase = { namespace, handler: `${handler.metadata.name}.${handler.kind}.${handler.metadata.namespace}`, ...(match ? { match } : {}) }
  const instances = listField(action, 'instances').map((name) => find(list, String(name), namespace)).filter((one) => one !== undefined)
  switch (handler.kind) {
    case 'denier': return [denial(base, handler)]
    case 'listchecker': return instances.flatMap((instance) => listCheck(base, handler, instance))
    case 'memquota': return instances.flatMap((instance) => quotaCheck(list, base, { handler, instance }))
    default: return []
  }
}

function denial(base: CheckBase, { spec }: KubeObject): Denial {
  return { ...base, kind: 'denial', code: numberField(spec, 'status', 'code') ?? 7, message: textField(spec, 'status', 'message') ?? '' }
}

function listCheck(base: CheckBase, { spec }: KubeObject, instance: KubeObject): readonly ListCheck[] {
  const value = tryExpression(textField(instance.spec, 'value') ?? '')
  return value ? [{ ...base, kind: 'list', value, entries: new Set(listField(spec, 'overrides').map(String)), blacklist: field(spec, 'blacklist') === true }] : []
}

function quotaCheck(list: List, base: CheckBase, { handler, instance }: { readonly handler: KubeObject; readonly instance: KubeObject }): readonly QuotaCheck[] {
  const full = `${instance.metadata.name}.${instance.kind}.${instance.metadata.namespace}`
  const quota = listField(handler.spec, 'quotas').find((one) => textField(one, 'name') === full)
  if (!quota) return []
  const dimensions = Object.entries(stringsField(instance.spec, 'dimensions')).flatMap(([name, source]) => {
    const compiled = tryExpression(source)
    return compiled ? [[name, compiled] as const] : []
  })
  const limits = [...listField(quota, 'overrides'), quota].map((one) => ({
    dimensions: stringsField(one, 'dimensions'),
    maxAmount: numberField(one, 'maxAmount') ?? 0,
    windowMs: durationField(one, 'validDuration') ?? 0,
  }))
  return [{ ...base, kind: 'quota', dimensions: Object.fromEntries(dimensions), limits, ...quotaUse(list, instance.metadata.name) }]
}

/** Who asks for a quota, and how much at once: QuotaSpec and its bindings, from 0.5 on; without any binding everyone asks. */
function quotaUse(list: List, instance: string): Pick<QuotaCheck, 'name' | 'charge' | 'services'> {
  const bindings = list('config.istio.io/quotaspecbindings')
  const uses = list('config.istio.io/quotaspecs').flatMap((spec) => listField(spec.spec, 'rules')
    .flatMap((rule) => listField(rule, 'quotas'))
    .filter((one) => textField(one, 'quota')?.toLowerCase() === instance.toLowerCase())
    .map((one) => ({ spec, name: textField(one, 'quota') ?? instance, charge: numberField(one, 'charge') ?? 1 })))
  const [use] = uses
  if (bindings.length === 0 || !use) return { name: use?.name ?? 'RequestCount', charge: use?.charge ?? 1, ...(bindings.length === 0 ? {} : { services: new Set() }) }
  const services = bindings.filter((binding) => bindsTo(binding, use.spec)).flatMap((binding) => listField(binding.spec, 'services').map((service) =>
    textField(service, 'service') ?? hostOf(textField(service, 'name') ?? '', textField(service, 'namespace') ?? binding.metadata.namespace ?? 'default')))
  return { name: use.name, charge: use.charge, services: new Set(services) }
}

function bindsTo(binding: KubeObject, spec: KubeObject): boolean {
  return listField(binding.spec, 'quotaSpecs').some((one) => textField(one, 'name') === spec.metadata.name
    && (textField(one, 'namespace') ?? binding.metadata.namespace) === spec.metadata.namespace)
}

/** The object that `name.kind` or `name.kind.namespace` means. */
function find(list: List, reference: string | undefined, namespace: string): KubeObject | undefined {
  const [name, kind = '', inside = namespace] = (reference ?? '').split('.')
  return list(`config.istio.io/${own(plurals, kind) ?? `${kind}s`}`).find(({ metadata }) => metadata.name === name && metadata.namespace === inside)
}

const plurals: Readonly<Record<string, string>> = { listentry: 'listentries', checknothing: 'checknothings' }

function tryExpression(source: string): Expression | undefined {
  try {
    return compileExpression(source)
  } catch {
    // A rule that cannot be parsed does nothing, as in Mixer; the API server warns of it.
    return undefined
  }
}
