import type { Clock } from '../clock.ts'
import type { KubeObject } from './object.ts'
import { readLogOptions } from './log-options.ts'
import type { LogLine, PodLogs } from './pod-logs.ts'
import { read, readList, text } from './read.ts'
import type { Resources } from './resources.ts'
import { ApiError } from './status.ts'
import type { Store } from './store.ts'
import type { OpenStreams } from './streams.ts'
import type { Target } from './target.ts'

interface LogParts {
  readonly resources: Resources
  readonly logs: PodLogs
  readonly clock: Clock
  readonly store: Store
  readonly streams: OpenStreams
}

/** Answers `pods/NAME/log`, also with `follow=true`. */
export function serveLog({ resources, logs, clock, store, streams }: LogParts, { url, target }: { url: URL; target: Target }): Response {
  const pod = resources.get(target)
  const container = pickContainer(pod, url.searchParams.get('container'))
  const { name, namespace = '' } = pod.metadata
  const { range, limitBytes, follow, previous, timestamps } = readLogOptions(url, clock.now())
  // Containers here never end and begin anew.
  if (previous) throw new ApiError('BadRequest', `previous terminated container "${container}" in pod "${name}" not found`)
  const lines = logs.read(namespace, name, container, range)
  if (!lines) throw new ApiError('BadRequest', `container "${container}" in pod "${name}" is waiting to start: ${waitingReason(pod, container)}`)
  const format = ({ atMs, line }: LogLine): string => `${timestamps ? `${exactTime(atMs)} ` : ''}${line}\n`
  const cut = byteLimit(limitBytes)
  const head = cut(lines.map(format).join(''))
  if (!follow || head.last) return plain(head.bytes)
  return plain(streams.open(({ send, end }) => {
    if (head.bytes.length > 0) send(head.bytes)
    const unfollow = logs.follow(namespace, name, container, (line) => {
      const { bytes, last } = cut(format(line))
      send(bytes)
      if (last) end()
    })
    // Nothing more comes from a pod that is gone.
    const unsubscribe = store.onChange(({ type, resource, object }) => {
      if (type === 'DELETED' && resource === 'pods' && object.metadata.uid === pod.metadata.uid) end()
    })
    return () => {
      unfollow()
      unsubscribe()
    }
  }))
}

/** As a kubelet writes times: nine digits behind the point (source: kubelet's log reader). */
function exactTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000000Z')
}

/** Lets so many bytes through in all; `last` once there is no room for more. */
function byteLimit(most: number): (text: string) => { readonly bytes: Uint8Array<ArrayBuffer>; readonly last: boolean } {
  const encoder = new TextEncoder()
  let left = most
  return (text) => {
    const bytes = encoder.encode(text).subarray(0, left)
    left -= bytes.length
    return { bytes, last: left <= 0 }
  }
}

function pickContainer(pod: KubeObject, wanted: string | null): string {
  const names = [...readList(pod, 'spec', 'containers'), ...readList(pod, 'spec', 'initContainers')].map((one) => text(read(one, 'name')))
  if (wanted) {
    if (names.includes(wanted)) return wanted
    throw new ApiError('BadRequest', `container ${wanted} is not valid for pod ${pod.metadata.name}`)
  }
  const [only] = names
  if (names.length === 1 && only) return only
  const main = readList(pod, 'spec', 'containers').map((one) => text(read(one, 'name'))).join(' ')
  throw new ApiError('BadRequest', `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${main}]`)
}

function waitingReason(pod: KubeObject, container: string): string {
  const status = readList(pod, 'status', 'containerStatuses').find((one) => read(one, 'name') === container)
  return text(read(status, 'state', 'waiting', 'reason')) || 'ContainerCreating'
}

function plain(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'content-type': 'text/plain' } })
}
