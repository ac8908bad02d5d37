import type { Clock } from '../clock.ts'
import { isTrue } from './api/call.ts'
import type { KubeObject } from './object.ts'
import type { PodLogs } from './pod-logs.ts'
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
  const since = Number(url.searchParams.get('sinceSeconds') ?? 0)
  const tail = url.searchParams.get('tailLines')
  const lines = logs.read(namespace, name, container, {
    ...(tail === null ? {} : { tailLines: Number(tail) }),
    ...(since > 0 ? { sinceMs: clock.now() - since * 1000 } : {}),
  })
  if (!lines) throw new ApiError('BadRequest', `container "${container}" in pod "${name}" is waiting to start: ${waitingReason(pod, container)}`)
  const head = lines.map((line) => `${line}\n`).join('')
  if (!isTrue(url, 'follow')) return plain(head)
  return plain(streams.open(({ send, end }) => {
    if (head) send(head)
    const unfollow = logs.follow(namespace, name, container, (line) => send(`${line}\n`))
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

function plain(body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'content-type': 'text/plain' } })
}
