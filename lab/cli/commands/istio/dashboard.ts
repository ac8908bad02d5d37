import type { CommandCall } from '../../command.ts'
import { CliError, usageError } from '../../errors.ts'
import { listAt, isObject, textAt } from '../../json.ts'
import { forward } from '../port-forward/forward.ts'

interface Page {
  readonly title: string
  readonly selector: string
  readonly port: number
}

/** Pages that a mesh has, by the names of real istioctl. */
const pages: Readonly<Record<string, Page>> = {
  grafana: { title: 'Grafana', selector: 'app=grafana', port: 3000 },
  jaeger: { title: 'Jaeger', selector: 'app=jaeger', port: 16_686 },
  prometheus: { title: 'Prometheus', selector: 'app=prometheus', port: 9090 },
}

/** `istioctl dashboard NAME`: forwards the port of a page and says where it is now. */
export async function dashboard(call: CommandCall): Promise<void> {
  const { args, flags, io, path } = call
  const [name] = args
  const page = name !== undefined && Object.hasOwn(pages, name) ? pages[name] : undefined
  if (!page) throw usageError(path, name === undefined ? `specify a dashboard: ${Object.keys(pages).join(', ')}` : `unknown dashboard "${name}": there are ${Object.keys(pages).join(', ')}`)
  const { api } = await call.cluster()
  const namespace = flags.text('istioNamespace')
  const pods = listAt(await api.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, { labelSelector: page.selector }), 'items').filter(isObject)
  const pod = pods.find((one) => textAt(one, 'status', 'phase') === 'Running')
  if (!pod) throw new CliError(`Error: no ${page.title} pods found`)
  const local = flags.given('port') ? flags.int('port') : page.port
  // Where its usual port is taken, a free one will do.
  const order = { pod, addresses: [flags.text('address') === 'localhost' ? '127.0.0.1' : flags.text('address')] }
  const quiet = { ...call, io: { ...io, out: () => undefined, err: () => undefined } }
  const forwarding = await forward(quiet, { ...order, pairs: [{ local, remote: page.port }] }).catch((error: unknown) => {
    if (flags.given('port')) throw error
    return forward(quiet, { ...order, pairs: [{ local: 0, remote: page.port }] })
  })
  const address = `http://${flags.text('address')}:${forwarding.ports[0] ?? 0}`
  io.out(`${address}\n`)
  if (flags.bool('browser')) io.out(`Failed to open browser; open ${address} in your browser.\n`)
  await forwarding.ended
}
