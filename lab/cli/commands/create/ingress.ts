import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { oneName } from './one-name.ts'

interface Rule {
  readonly host: string
  readonly path: JsonObject
  readonly tls: string | undefined
}

/** `create ingress NAME --rule=host/path=svc:port[,tls=secret]`. */
export function ingress(call: CommandCall): JsonObject {
  const name = oneName(call)
  const rules = call.flags.list('rule').map(readRule)
  const backend = call.flags.text('default-backend')
  if (rules.length === 0 && backend === '') throw new CliError('error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)')
  const hosts = [...new Set(rules.map(({ host }) => host))]
  const secrets = [...new Set(rules.flatMap(({ tls }) => (tls === undefined ? [] : [tls])))]
  const ingressClass = call.flags.text('class')
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { creationTimestamp: null, name },
    spec: {
      ...(backend === '' ? {} : { defaultBackend: backendOf(backend) }), ...(ingressClass === '' ? {} : { ingressClassName: ingressClass }),
      ...(hosts.length === 0 ? {} : { rules: hosts.map((host) => ({ ...(host === '' ? {} : { host }), http: { paths: rules.filter((rule) => rule.host === host).map(({ path }) => path) } })) }),
      ...(secrets.length === 0 ? {} : { tls: secrets.map((secret) => tlsOf(secret, rules)) }),
    },
    status: { loadBalancer: {} },
  }
}

function readRule(text: string): Rule {
  const [, host = '', path = '', backend = '', tls] = /^([^/=]*)(\/[^=]*)?=([^,]+)(?:,tls(?:=(.*))?)?$/.exec(text) ?? []
  if (backend === '') throw new CliError(`error: rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`)
  const isPrefix = path.endsWith('*')
  return { host, tls: /,tls(=|$)/.test(text) ? tls ?? '' : undefined, path: { backend: backendOf(backend), path: isPrefix ? path.slice(0, -1) : path || '/', pathType: isPrefix ? 'Prefix' : 'Exact' } }
}

function backendOf(text: string): JsonObject {
  const [name = '', port = ''] = text.split(':')
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } }
}

function tlsOf(secret: string, rules: readonly Rule[]): JsonObject {
  const hosts = rules.filter(({ tls, host }) => tls === secret && host !== '').map(({ host }) => host)
  return { ...(hosts.length === 0 ? {} : { hosts }), ...(secret === '' ? {} : { secretName: secret }) }
}
