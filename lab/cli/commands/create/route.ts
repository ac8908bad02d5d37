import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { dig, listAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'

/** `oc create route edge|passthrough|reencrypt [NAME] --service=NAME`: a route with TLS. */
export async function route(call: CommandCall, termination: 'edge' | 'passthrough' | 'reencrypt'): Promise<JsonObject> {
  const { flags } = call
  const service = flags.text('service')
  if (service === '') throw new CliError('error: you must specify a service with --service')
  const { api, target } = await call.cluster()
  const object = await api.get(`/api/v1/namespaces/${encodeURIComponent(target.namespace)}/services/${encodeURIComponent(service)}`)
  const [first] = listAt(object, 'spec', 'ports')
  const port: Json = flags.text('port') || textAt(first, 'name') || (dig(first, 'port') ?? 80)
  const file = (flag: string) => (flags.text(flag) === '' ? undefined : readFileSync(resolve(call.io.cwd, flags.text(flag)), 'utf8'))
  const material: readonly (readonly [string, string | undefined])[] = [['certificate', file('cert')], ['key', file('key')], ['caCertificate', file('ca-cert')]]
  const given = Object.fromEntries(material.filter((pair): pair is readonly [string, string] => pair[1] !== undefined))
  const labels = dig(object, 'metadata', 'labels')
  return {
    apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata: { name: call.args[0] ?? service, ...(labels === undefined ? {} : { labels }) },
    spec: {
      ...(flags.text('hostname') === '' ? {} : { host: flags.text('hostname') }), ...(flags.text('path') === '' ? {} : { path: flags.text('path') }),
      port: { targetPort: typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port },
      tls: { termination, ...given, ...(flags.text('insecure-policy') === '' ? {} : { insecureEdgeTerminationPolicy: flags.text('insecure-policy') }) },
      to: { kind: 'Service', name: service, weight: 100 }, ...(flags.text('wildcard-policy') === '' ? {} : { wildcardPolicy: flags.text('wildcard-policy') }),
    },
  }
}
