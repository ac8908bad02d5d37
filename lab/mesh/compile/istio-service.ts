import { hostOf } from '../directory.ts'
import { textField } from './fields.ts'

/**
 * Full host of v1alpha2's IstioService (`{name, namespace, domain}` or `{service}`), seen from the namespace of its rule;
 * undefined when it names nothing.
 */
export function istioServiceHost(source: unknown, namespace: string): string | undefined {
  const service = textField(source, 'service')
  if (service !== undefined) return service
  const name = textField(source, 'name')
  if (name === undefined) return undefined
  const domain = textField(source, 'domain')
  const inside = textField(source, 'namespace') ?? namespace
  return domain === undefined ? hostOf(name, inside) : `${name}.${inside}.svc.${domain}`
}
