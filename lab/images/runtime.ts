import type { Clock, Random } from '../clock.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import type { LogLine, PodLogs } from '../kube/pod-logs.ts'
import { read, readList, text } from '../kube/read.ts'
import { ContainerLog } from './container-log.ts'
import { containerEnvironment } from './environment.ts'
import type { ContainerContext, ContainerProgram, HopRequest, HopResponse, Image } from './image.ts'
import { findImage } from './image-name.ts'

export interface RuntimeState {
  /** By `<pod uid>/<container>`. */
  readonly logs: Readonly<Record<string, readonly LogLine[]>>
}

export interface RuntimeParts {
  readonly cluster: ClusterReader
  readonly images: readonly Image[]
  readonly clock: Clock
  /** Latencies of programs. */
  readonly random: Random
  /** An outbound call of a pod. */
  call(pod: KubeObject, request: HopRequest, options?: { readonly timeoutMs?: number }): Promise<HopResponse | 'timeout'>
  readonly state?: RuntimeState
}

interface RunningContainer {
  readonly image: string
  readonly program: ContainerProgram
}

/** Runs a program for each container of each running pod, and keeps what it writes. */
export class ImageRuntime {
  readonly #parts: RuntimeParts
  /** Containers by pod uid, then by container name. */
  readonly #running = new Map<string, Map<string, RunningContainer>>()
  readonly #logs = new Map<string, ContainerLog>()
  /** Requests received by pod uid. */
  readonly #served = new Map<string, number>()
  readonly #unsubscribe: () => void

  constructor(parts: RuntimeParts) {
    this.#parts = parts
    for (const [key, lines] of Object.entries(parts.state?.logs ?? {})) this.#logs.set(key, new ContainerLog(lines))
    for (const pod of parts.cluster.list('pods')) this.#adopt(pod)
    this.#unsubscribe = parts.cluster.onChange(({ type, resource, object }) => {
      if (resource !== 'pods') return
      if (type === 'DELETED') this.#remove(object)
      else this.#adopt(object)
    })
  }

  /** The program of a pod that listens on a port. */
  program(pod: KubeObject, port: number): ContainerProgram | undefined {
    for (const { program } of this.#running.get(uidOf(pod))?.values() ?? []) if (program.ports.includes(port)) return program
    return undefined
  }

  requestsServed(pod: KubeObject): number {
    return this.#served.get(uidOf(pod)) ?? 0
  }

  get logs(): PodLogs {
    return {
      read: (namespace, pod, container, range) => this.#logOf(namespace, pod, container)?.read(range),
      follow: (namespace, pod, container, onLine) => this.#logOf(namespace, pod, container)?.follow(onLine) ?? (() => {}),
    }
  }

  snapshot(): RuntimeState {
    return { logs: Object.fromEntries([...this.#logs].map(([key, log]) => [key, log.entries()])) }
  }

  stop(): void {
    this.#unsubscribe()
    this.#running.clear()
  }

  #adopt(pod: KubeObject): void {
    if (read(pod, 'status', 'phase') !== 'Running') {
      this.#running.delete(uidOf(pod))
      return
    }
    const containers = this.#running.get(uidOf(pod)) ?? new Map<string, RunningContainer>()
    this.#running.set(uidOf(pod), containers)
    for (const container of readList(pod, 'spec', 'containers')) {
      const [name, image] = [text(read(container, 'name')), text(read(container, 'image'))]
      if (containers.get(name)?.image === image) continue
      const found = findImage(this.#parts.images, image)
      if (found) containers.set(name, { image, program: this.#start(found, pod, container) })
    }
  }

  #start(image: Image, pod: KubeObject, container: unknown): ContainerProgram {
    const { cluster, clock, random, call } = this.#parts
    const name = text(read(container, 'name'))
    const key = `${uidOf(pod)}/${name}`
    // A container of a restored lab has run before: it does not greet twice.
    const known = this.#logs.get(key)
    const log = known ?? new ContainerLog()
    this.#logs.set(key, log)
    let muted = known !== undefined
    const context: ContainerContext = {
      pod,
      container: name,
      env: containerEnvironment(cluster, pod, container),
      clock,
      random,
      call: (request, options) => call(pod, request, options),
      log: (line) => {
        if (!muted) log.append(clock.now(), line)
      },
    }
    const program = image.start(context)
    muted = false
    return {
      ports: program.ports,
      handle: (request) => {
        this.#served.set(uidOf(pod), this.requestsServed(pod) + 1)
        return guarded(program, request, context)
      },
    }
  }

  #remove(pod: KubeObject): void {
    this.#running.delete(uidOf(pod))
    this.#served.delete(uidOf(pod))
    for (const key of this.#logs.keys()) if (key.startsWith(`${uidOf(pod)}/`)) this.#logs.delete(key)
  }

  #logOf(namespace: string, pod: string, container: string): ContainerLog | undefined {
    const found = this.#parts.cluster.get('pods', namespace, pod)
    return found && this.#logs.get(`${uidOf(found)}/${container}`)
  }
}

/** A program that throws answers 500 and says why in its log, as a web framework would. */
async function guarded(program: ContainerProgram, request: HopRequest, context: ContainerContext): Promise<HopResponse> {
  try {
    return await program.handle(request)
  } catch (error) {
    context.log(`ERROR ${request.method} ${request.path}: ${error instanceof Error ? error.message : String(error)}`)
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' }
  }
}

function uidOf(pod: KubeObject): string {
  return pod.metadata.uid ?? `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`
}
