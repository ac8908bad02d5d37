import type { Clock } from '../clock.ts'
import { fromHop, toHop } from '../http/hop.ts'
import { byteLength } from '../images/body.ts'
import type { ContainerProgram } from '../images/image.ts'
import { accountName, tokenOf } from '../kube/access/users.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import type { ConnectedProgram, PodInsides } from '../kube/pod-connections.ts'
import { number, read, readList, text } from '../kube/read.ts'
import { ApiError } from '../kube/status.ts'
import { containerFiles } from './files.ts'
import type { ContainerView, Network, User } from './process.ts'
import { startProgram } from './start-program.ts'

/** What a program finds in a container besides its files. */
interface Inside {
  readonly env: Readonly<Record<string, string>>
  readonly network: Network
}

export interface InsidesParts {
  readonly clock: Clock
  /** The token of the lab's administrator; those of service accounts are made of it. */
  readonly token: string
  cluster(): ClusterReader
  inside(pod: KubeObject, container: unknown): Inside | undefined
  listening(pod: KubeObject, port: number): ContainerProgram | undefined
}

/** Programs that may run in one lab at a time by exec: a few terminals and some forgotten ones. */
const mostPrograms = 50

/** The insides of a lab's containers, for exec and port-forward. */
export class Insides implements PodInsides {
  readonly #parts: InsidesParts
  readonly #running = new Set<ConnectedProgram>()

  constructor(parts: InsidesParts) {
    this.#parts = parts
  }

  exec: PodInsides['exec'] = (pod, name, order) => {
    const container = readList(pod, 'spec', 'containers').find((one) => read(one, 'name') === name)
    const inside = container === undefined ? undefined : this.#parts.inside(pod, container)
    if (!inside) return undefined
    if (this.#running.size >= mostPrograms) throw new ApiError('TooManyRequests', `Too many requests: ${mostPrograms} programs run in containers already`)
    const view: ContainerView = {
      pod: pod.metadata.name, container: name, clock: this.#parts.clock, network: inside.network, user: userOf(pod, container),
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...inside.env, ...this.#serviceAddresses(), HOME: '/root' },
      files: containerFiles({ cluster: this.#parts.cluster(), pod, container, token: tokenOf(this.#parts.token, accountName(pod.metadata.namespace ?? 'default', accountNameOf(pod))) }),
    }
    return (streams) => {
      const program = startProgram(view, order, streams)
      this.#running.add(program)
      const forget = () => this.#running.delete(program)
      program.ended.then(forget, forget)
      return program
    }
  }

  port: PodInsides['port'] = (pod, port) => {
    const program = this.#parts.listening(pod, port)
    return program && (async (request) => {
      const answer = await program.handle({ ...(await toHop(request)), port })
      // A program says how long its answer is; the rest of a lab has no need of that.
      const length: Readonly<Record<string, string>> = answer.status < 200 || answer.status === 204 || answer.status === 304 ? {} : { 'content-length': String(byteLength(answer.body)) }
      return fromHop({ ...answer, headers: { ...length, ...answer.headers } })
    })
  }

  /** Ends whatever runs. */
  stop(): void {
    for (const program of this.#running) program.stop()
  }

  /** What the kubelet tells every container of its cluster. */
  #serviceAddresses(): Readonly<Record<string, string>> {
    const api = this.#parts.cluster().get('services', 'default', 'kubernetes')
    const host = String(read(api, 'spec', 'clusterIP') ?? '')
    return host === '' ? {} : { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: '443', KUBERNETES_PORT: `tcp://${host}:443` }
  }
}

function accountNameOf(pod: KubeObject): string {
  return text(read(pod, 'spec', 'serviceAccountName')) || 'default'
}

function userOf(pod: KubeObject, container: unknown): User {
  const asked = read(container, 'securityContext', 'runAsUser') ?? read(pod, 'spec', 'securityContext', 'runAsUser')
  const id = number(asked, 0)
  return { id, name: id === 0 ? 'root' : id === 1337 ? 'istio-proxy' : String(id) }
}
