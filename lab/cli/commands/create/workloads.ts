import type { CommandCall } from '../../command.ts'
import { pathOf } from '../../api/discovery.ts'
import { resolveType } from '../../api/resolve-type.ts'
import { CliError } from '../../errors.ts'
import { objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { oneName, wordsBehindDash } from './one-name.ts'

export function deployment(call: CommandCall): JsonObject {
  const { flags } = call
  const name = oneName(call)
  const images = flags.list('image')
  const words = wordsBehindDash(call)
  if (images.length > 1 && words.length > 0) throw new CliError('error: cannot specify multiple --image options and command')
  const port = flags.int('port')
  const containers = images.map((image): JsonObject => ({
    ...(words.length === 0 ? {} : { command: words }), image, name: containerName(image), ...(port > 0 ? { ports: [{ containerPort: port }] } : {}), resources: {},
  }))
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { creationTimestamp: null, labels, name },
    spec: { replicas: flags.int('replicas'), selector: { matchLabels: labels }, strategy: {}, template: { metadata: { creationTimestamp: null, labels }, spec: { containers } } },
    status: {},
  }
}

/** `registry/shop/web_app:2` → `web-app`. */
function containerName(image: string): string {
  return (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '').toLowerCase().replace(/[^a-z0-9-]/g, '-')
}

export async function job(call: CommandCall): Promise<JsonObject> {
  const { flags } = call
  const name = oneName(call)
  const [image, from] = [flags.text('image'), flags.text('from')]
  if (image === '' && from === '') throw new CliError('error: either --image or --from must be specified')
  const words = wordsBehindDash(call)
  if (from !== '') {
    if (words.length > 0) throw new CliError('error: cannot specify --from and command')
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' }, creationTimestamp: null, name }, spec: await jobSpecOf(call, from), status: {} }
  }
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { creationTimestamp: null, name }, spec: jobSpec({ name, image, words, restart: 'Never' }), status: {} }
}

async function jobSpecOf(call: CommandCall, from: string): Promise<Json> {
  const [type = '', name = ''] = from.split('/')
  const { api, discovery, target } = await call.cluster()
  const resource = await resolveType(discovery, type)
  if (resource.kind !== 'CronJob') throw new CliError('error: from must be an existing cronjob')
  return objectAt(await api.get(pathOf(resource, target.namespace, name)), 'spec', 'jobTemplate', 'spec')
}

export function cronJob(call: CommandCall): JsonObject {
  const name = oneName(call)
  const restart = call.flags.text('restart') || 'OnFailure'
  return {
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { creationTimestamp: null, name },
    spec: {
      jobTemplate: { metadata: { creationTimestamp: null, name }, spec: jobSpec({ name, image: call.flags.text('image'), words: wordsBehindDash(call), restart }) },
      schedule: call.flags.text('schedule'),
    },
    status: {},
  }
}

interface JobWords {
  readonly name: string
  readonly image: string
  readonly words: readonly string[]
  readonly restart: string
}

function jobSpec({ name, image, words, restart }: JobWords): JsonObject {
  const container = { ...(words.length === 0 ? {} : { command: words }), image, name, resources: {} }
  return { template: { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy: restart } } }
}

/** `create service TYPE NAME --tcp=80:8080`. */
export function service(call: CommandCall, type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'): JsonObject {
  const { flags } = call
  const name = oneName(call)
  const tcp = flags.list('tcp')
  const clusterIP = flags.has('clusterip') ? flags.text('clusterip') : ''
  if (tcp.length === 0 && type !== 'ExternalName' && clusterIP !== 'None') throw new CliError('error: at least one tcp port specifier must be provided')
  const nodePort = flags.has('node-port') ? flags.int('node-port') : 0
  const ports = tcp.map((pair) => portOf(pair, nodePort))
  const labels = { app: name }
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { creationTimestamp: null, labels, name },
    spec: { ...(clusterIP === '' ? {} : { clusterIP }), ...(type === 'ExternalName' ? { externalName: flags.text('external-name') } : {}), ...(ports.length === 0 ? {} : { ports }), selector: labels, type },
    status: { loadBalancer: {} },
  }
}

function portOf(pair: string, nodePort: number): JsonObject {
  const [port = '', target = port] = pair.split(':')
  const number = Number(port)
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new CliError(`error: invalid port number: ${port}`)
  return { name: pair.replace(':', '-'), ...(nodePort > 0 ? { nodePort } : {}), port: number, protocol: 'TCP', targetPort: /^\d+$/.test(target) ? Number(target) : target }
}

export function namedOnly(call: CommandCall, { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): JsonObject {
  const made = { apiVersion, kind, metadata: { creationTimestamp: null, name: oneName(call) } }
  return textAt(made, 'kind') === 'Namespace' ? { ...made, spec: {}, status: {} } : made
}
