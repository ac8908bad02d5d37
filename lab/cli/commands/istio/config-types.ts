import { resolveKind } from '../../api/resolve-type.ts'
import type { Resource } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'

/** A kind of rule that istioctl knows, as Pilot calls it: `route-rule`. */
export interface ConfigType {
  readonly type: string
  readonly kind: string
  readonly apiVersion: string
}

const old = 'config.istio.io/v1alpha2'
const now = 'networking.istio.io/v1alpha3'

export const configTypes: readonly ConfigType[] = [
  { type: 'route-rule', kind: 'RouteRule', apiVersion: old }, { type: 'destination-policy', kind: 'DestinationPolicy', apiVersion: old }, { type: 'egress-rule', kind: 'EgressRule', apiVersion: old },
  { type: 'external-service', kind: 'ExternalService', apiVersion: old }, { type: 'http-api-spec', kind: 'HTTPAPISpec', apiVersion: old }, { type: 'http-api-spec-binding', kind: 'HTTPAPISpecBinding', apiVersion: old },
  { type: 'quota-spec', kind: 'QuotaSpec', apiVersion: old }, { type: 'quota-spec-binding', kind: 'QuotaSpecBinding', apiVersion: old },
  { type: 'virtual-service', kind: 'VirtualService', apiVersion: now }, { type: 'destination-rule', kind: 'DestinationRule', apiVersion: now }, { type: 'gateway', kind: 'Gateway', apiVersion: now }, { type: 'service-entry', kind: 'ServiceEntry', apiVersion: now },
]

/**
 * The type that a word means: `routerule`, `routerules`, `route-rule`, `RouteRule`.
 * @throws CliError with the words that are known.
 */
export function configTypeOf(word: string): ConfigType {
  const plain = word.toLowerCase().replaceAll('-', '')
  const found = configTypes.find(({ type }) => [type.replaceAll('-', ''), pluralOf(type.replaceAll('-', ''))].includes(plain))
  if (found === undefined) throw new CliError(`Error: configuration type ${word} not found, the types are ${configTypes.map(({ type }) => type).join(', ')}`)
  return found
}

function pluralOf(name: string): string {
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}

export async function resourceOf(call: CommandCall, { apiVersion, kind }: Pick<ConfigType, 'apiVersion' | 'kind'>): Promise<Resource> {
  const resource = await resolveKind((await call.cluster()).discovery, apiVersion, kind)
  if (resource === undefined) throw new CliError(`Error: the server has no type ${kind} in ${apiVersion}`)
  return resource
}
