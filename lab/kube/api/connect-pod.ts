import type { KubeObject } from '../object.ts'
import type { ConnectedProgram, PodInsides, ProgramStreams } from '../pod-connections.ts'
import { isRecord, read, readList, text } from '../read.ts'
import type { Resources } from '../resources.ts'
import { ApiError } from '../status.ts'
import type { Store } from '../store.ts'
import type { PodLogs } from '../pod-logs.ts'
import type { Target } from '../target.ts'

/** What an upgraded connection to a pod carries. */
export type PodConnection =
  | {
    readonly kind: 'program'
    /** For messages: the words of the program. */
    readonly command: readonly string[]
    readonly stdin: boolean
    readonly stdout: boolean
    readonly stderr: boolean
    readonly tty: boolean
    start(streams: ProgramStreams): ConnectedProgram
  }
  | {
    readonly kind: 'ports'
    /** Ports that the address names: clients over plain WebSockets say them there. */
    readonly ports: readonly number[]
    open(port: number): PodPort
  }

/** A port of a pod, or why it cannot be reached. */
export type PodPort = { readonly kind: 'open'; answer(request: Request): Promise<Response> } | { readonly kind: 'closed'; readonly reason: string }

export interface ConnectParts {
  readonly resources: Resources
  readonly store: Store
  readonly logs: PodLogs
  readonly insides: PodInsides
}

export const connectingSubresources: readonly string[] = ['exec', 'attach', 'portforward']

/** Reads what a client wants of a pod. Throws ApiError for what it cannot have. */
export function connectPod(parts: ConnectParts, { url, target }: { readonly url: URL; readonly target: Target }): PodConnection {
  const { subresource, ...whole } = target
  const pod = parts.resources.get(whole)
  if (subresource === 'portforward') return ports(parts, pod, url)
  const container = pickContainer(pod, url.searchParams.get('container') ?? '')
  return subresource === 'exec' ? exec(parts, { pod, container, url }) : attach(parts, { pod, container, url })
}

interface Place {
  readonly pod: KubeObject
  readonly container: string
  readonly url: URL
}

function exec({ insides }: ConnectParts, { pod, container, url }: Place): PodConnection {
  const command = url.searchParams.getAll('command')
  if (command.length === 0) throw new ApiError('BadRequest', 'you must specify at least 1 command for the container')
  const streams = streamsOf(url)
  const start = insides.exec(pod, container, { command, stdin: streams.stdin, tty: streams.tty })
  if (!start) throw notFoundInside(container)
  return { kind: 'program', command, ...streams, start }
}

/** The program that runs in a container reads nothing; what it writes from now on is shown. */
function attach({ logs, store }: ConnectParts, { pod, container, url }: Place): PodConnection {
  const { name, namespace = '' } = pod.metadata
  if (!isRunning(pod, container)) throw notFoundInside(container)
  const streams = streamsOf(url)
  const encoder = new TextEncoder()
  return {
    kind: 'program', command: [], ...streams,
    start({ out }) {
      let end: (status: number) => void = () => {}
      const ended = new Promise<number>((resolve) => {
        end = resolve
      })
      const stop = () => {
        unfollow()
        unsubscribe()
        end(0)
      }
      // A reader that is gone or that is too slow is not waited for.
      const unfollow = logs.follow(namespace, name, container, ({ line }) => void out(encoder.encode(streams.tty ? `${line}\r\n` : `${line}\n`)).catch(stop))
      const unsubscribe = store.onChange(({ type, resource, object }) => {
        if (type === 'DELETED' && resource === 'pods' && object.metadata.uid === pod.metadata.uid) stop()
      })
      return { input: async () => {}, endInput() {}, ended, stop }
    },
  }
}

function ports({ insides }: ConnectParts, pod: KubeObject, url: URL): PodConnection {
  if (read(pod, 'status', 'phase') !== 'Running') throw new ApiError('InternalError', `pod not found ("${pod.metadata.name}_${pod.metadata.namespace ?? ''}")`)
  const asked = url.searchParams.getAll('ports').flatMap((value) => value.split(',')).map(Number)
  const bad = asked.find((port) => !isPort(port))
  if (bad !== undefined) throw new ApiError('BadRequest', `unable to parse ${JSON.stringify(url.searchParams.get('ports'))} as a port: expected a number from 1 to 65535`)
  return {
    kind: 'ports',
    ports: asked,
    open(port) {
      const answer = isPort(port) ? insides.port(pod, port) : undefined
      if (answer) return { kind: 'open', answer }
      const id = (pod.metadata.uid ?? pod.metadata.name).replaceAll('-', '')
      return { kind: 'closed', reason: `error forwarding port ${port} to pod ${id}, uid : failed to execute portforward in network namespace "/var/run/netns/${pod.metadata.uid ?? ''}": failed to connect to localhost:${port} inside namespace "${id}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused ` }
    },
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
}

function streamsOf({ searchParams }: URL): { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean; readonly tty: boolean } {
  const asks = (name: string) => ['true', '1'].includes(searchParams.get(name) ?? '')
  const tty = asks('tty')
  const streams = { stdin: asks('stdin'), stdout: asks('stdout'), stderr: asks('stderr') && !tty, tty }
  if (!streams.stdin && !streams.stdout && !streams.stderr) throw new ApiError('BadRequest', 'you must specify at least 1 of stdin, stdout, stderr')
  return streams
}

function pickContainer(pod: KubeObject, wanted: string): string {
  const names = readList(pod, 'spec', 'containers').map((one) => text(read(one, 'name')))
  const inits = readList(pod, 'spec', 'initContainers').map((one) => text(read(one, 'name')))
  if (wanted !== '') {
    if (names.includes(wanted) || inits.includes(wanted)) return wanted
    throw new ApiError('BadRequest', `container ${wanted} is not valid for pod ${pod.metadata.name}`)
  }
  const [first = ''] = names
  if (names.length <= 1) return first
  throw new ApiError('BadRequest', `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]${inits.length > 0 ? ` or one of the init containers: [${inits.join(' ')}]` : ''}`)
}

function isRunning(pod: KubeObject, container: string): boolean {
  const status = readList(pod, 'status', 'containerStatuses').find((one) => read(one, 'name') === container)
  return isRecord(read(status, 'state', 'running'))
}

function notFoundInside(container: string): ApiError {
  return new ApiError('InternalError', `unable to upgrade connection: container not found ("${container}")`)
}
