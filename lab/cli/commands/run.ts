import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { labelMap } from './create/label-map.ts'
import { makeObject } from './create/make-object.ts'

const policies: readonly string[] = ['Always', 'OnFailure', 'Never']

/** `run NAME --image=IMAGE`: one pod. */
export async function run(call: CommandCall): Promise<void> {
  const { flags, args, dashAt } = call
  const [name, ...words] = args
  if (name === undefined || dashAt === 0) throw new CliError('error: NAME is required for run')
  const image = flags.text('image')
  if (image === '' || /\s/.test(image)) throw new CliError(`error: Invalid image name "${image}": invalid reference format`)
  const restart = flags.text('restart')
  if (!policies.includes(restart)) throw new CliError(`error: invalid restart policy: ${restart}`)
  if (flags.bool('rm') || flags.bool('stdin') || flags.bool('tty') || flags.bool('attach')) {
    throw new CliError('error: the containers of this cluster have no terminal to attach to; run the pod without -i, -t, --attach and --rm, and read what it writes with logs')
  }
  const port = flags.text('port')
  if (flags.bool('expose')) {
    if (port === '') throw new CliError('error: --port must be set when exposing a service')
    await makeObject(call, service(name, Number(port)))
    if (flags.text('output') === 'yaml') call.io.out('---\n')
  }
  await makeObject(call, podOf(call, { name, words, image, restart }))
}

interface PodWords {
  readonly name: string
  readonly words: readonly string[]
  readonly image: string
  readonly restart: string
}

function podOf({ flags }: CommandCall, { name, words, image, restart }: PodWords): JsonObject {
  const env = flags.list('env').map((pair): JsonObject => {
    const at = pair.indexOf('=')
    if (at <= 0) throw new CliError(`error: invalid env: ${pair}`)
    return { name: pair.slice(0, at), value: pair.slice(at + 1) }
  })
  const container = {
    ...(words.length === 0 ? {} : { [flags.bool('command') ? 'command' : 'args']: words }), ...(env.length === 0 ? {} : { env }), image,
    ...(flags.text('image-pull-policy') === '' ? {} : { imagePullPolicy: flags.text('image-pull-policy') }), name,
    ...(flags.text('port') === '' ? {} : { ports: [{ containerPort: Number(flags.text('port')) }] }), resources: resources(flags.text('limits'), flags.text('requests')),
  }
  const annotations = Object.fromEntries(flags.list('annotations').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { ...(Object.keys(annotations).length === 0 ? {} : { annotations }), creationTimestamp: null, labels: flags.text('labels') === '' ? { run: name } : labelMap(flags.text('labels')), name },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart, ...(flags.text('serviceaccount') === '' ? {} : { serviceAccountName: flags.text('serviceaccount') }) },
    status: {},
  }
}

function resources(limits: string, requests: string): JsonObject {
  return { ...(limits === '' ? {} : { limits: labelMap(limits) }), ...(requests === '' ? {} : { requests: labelMap(requests) }) }
}

function service(name: string, port: number): JsonObject {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { creationTimestamp: null, name },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: { run: name } }, status: { loadBalancer: {} },
  }
}
