import type { KubeObject } from '../../kube/object.ts'
import { listField, numberField, textField } from './fields.ts'
import { coversHost } from './gateways.ts'

/** Which hosts outside the cluster a sidecar lets through. */
export interface OutsideHosts {
  allows(host: string, port: number): boolean
}

interface Opening {
  /** `host`, `*.host`, an address or an address range. */
  readonly host: string
  /** None means every port. */
  readonly ports: readonly number[]
}

/** What EgressRules and ServiceEntries open; everything when the mesh is set to let anything out. */
export function compileOutsideHosts({ egressRules, serviceEntries, allowAny }: { readonly egressRules: readonly KubeObject[]; readonly serviceEntries: readonly KubeObject[]; readonly allowAny: boolean }): OutsideHosts {
  const ports = (object: KubeObject, name: string) => listField(object.spec, 'ports').flatMap((port) => numberField(port, name) ?? [])
  const openings: readonly Opening[] = [
    ...egressRules.map((rule) => ({ host: textField(rule.spec, 'destination', 'service') ?? '', ports: ports(rule, 'port') })),
    ...serviceEntries.flatMap((entry) => [...listField(entry.spec, 'hosts'), ...listField(entry.spec, 'addresses')].map((host) => ({ host: String(host), ports: ports(entry, 'number') }))),
  ]
  return { allows: (host, port) => allowAny || openings.some((one) => covers(one.host, host) && (one.ports.length === 0 || one.ports.includes(port))) }
}

function covers(pattern: string, host: string): boolean {
  return pattern.includes('/') ? inRange(pattern, host) : coversHost(pattern, host)
}

function inRange(range: string, address: string): boolean {
  const [base = '', bits = '32'] = range.split('/')
  const [a, b] = [addressNumber(base), addressNumber(address)]
  const size = 2 ** (32 - Number(bits))
  return a !== undefined && b !== undefined && Math.floor(a / size) === Math.floor(b / size)
}

function addressNumber(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number)
  return parts?.reduce((sum, part) => sum * 256 + part, 0)
}
