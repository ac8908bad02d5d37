import type { CommandCall } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { dig, isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addAnnotations, orNone, plain } from './parts.ts'
import { endpointsText } from './service.ts'

export const describeIngress: Describer = async (call, { object, namespace = '' }, withEvents) => {
  const lines = new Lines().add(0, `Name:\t${textAt(object, 'metadata', 'name')}`).add(0, `Namespace:\t${namespace}`)
    .add(0, `Address:\t${listAt(object, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip') || textAt(one, 'hostname')).join(',')}`)
  const standard = backendOf(dig(object, 'spec', 'defaultBackend') ?? dig(object, 'spec', 'backend')) ?? { service: 'default-http-backend', port: '80' }
  const where = standard.service === 'default-http-backend' ? 'kube-system' : namespace
  lines.add(0, `Default backend:\t${await backendText(call, standard, where)}`)
  const tls = listAt(object, 'spec', 'tls')
  if (tls.length > 0) lines.add(0, 'TLS:')
  for (const one of tls) lines.add(1, `${textAt(one, 'secretName') === '' ? 'SNI routes' : `${textAt(one, 'secretName')} terminates`} ${listAt(one, 'hosts').map(String).join(',')}`)
  lines.add(0, 'Rules:').add(0, '  Host\tPath\tBackends').add(1, '----\t----\t--------')
  for (const rule of listAt(object, 'spec', 'rules')) {
    lines.add(1, `${textAt(rule, 'host') || '*'}\t`)
    for (const path of listAt(rule, 'http', 'paths')) {
      const backend = backendOf(dig(path, 'backend'))
      lines.add(0, `    \t${textAt(path, 'path')} \t${backend === undefined ? '<none>' : await backendText(call, backend, namespace)}`)
    }
  }
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

interface Backend {
  readonly service: string
  readonly port: string
}

// Old ingresses name service and port beside each other, new ones in an object of their own.
function backendOf(backend: Json | undefined): Backend | undefined {
  if (!isObject(backend)) return undefined
  if (isObject(backend.service)) return { service: textAt(backend, 'service', 'name'), port: plain(dig(backend, 'service', 'port', 'number')) || textAt(backend, 'service', 'port', 'name') }
  return { service: textAt(backend, 'serviceName'), port: plain(backend.servicePort) }
}

async function backendText(call: CommandCall, { service, port }: Backend, namespace: string): Promise<string> {
  const { api } = await call.cluster()
  const at = `/api/v1/namespaces/${encodeURIComponent(namespace)}`
  try {
    const endpoints = await api.get(`${at}/endpoints/${encodeURIComponent(service)}`)
    return `${service}:${port} (${orNone(endpointsText(endpoints, await portName(call, { path: `${at}/services/${encodeURIComponent(service)}`, port })))})`
  } catch (error) {
    if (isNotFound(error)) return `${service}:${port} (<error: endpoints ${JSON.stringify(service)} not found>)`
    throw error
  }
}

async function portName(call: CommandCall, { path, port }: { readonly path: string; readonly port: string }): Promise<string> {
  const service: JsonObject = await (await call.cluster()).api.get(path)
  const found = listAt(service, 'spec', 'ports').find((one) => plain(dig(one, 'port')) === port || textAt(one, 'name') === port)
  return textAt(found, 'name')
}
