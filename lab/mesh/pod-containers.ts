import type { Network } from '../exec/process.ts'
import type { ContainerProgram } from '../images/image.ts'
import { containerEnvironment } from '../images/environment.ts'
import type { KubeObject } from '../kube/object.ts'
import { isRecord, read, readList } from '../kube/read.ts'
import { networkOf, type NetworkParts } from './network.ts'

/** What a program that is started in a container finds there. */
interface ContainerInside {
  readonly env: Readonly<Record<string, string>>
  readonly network: Network
}

/** The insides of running pods. */
export interface PodContainers {
  /** Undefined while the container does not run. */
  inside(pod: KubeObject, container: unknown): ContainerInside | undefined
  /** What listens on a port of a pod. */
  listening(pod: KubeObject, port: number): ContainerProgram | undefined
}

export function podContainers(parts: NetworkParts): PodContainers {
  return {
    inside(pod, container) {
      if (!runs(pod, container)) return undefined
      return { env: containerEnvironment(parts.cluster, pod, container), network: networkOf(parts, pod) }
    },
    listening: (pod, port) => parts.program(pod, port),
  }
}

function runs(pod: KubeObject, container: unknown): boolean {
  const status = readList(pod, 'status', 'containerStatuses').find((one) => read(one, 'name') === read(container, 'name'))
  return isRecord(read(status, 'state', 'running'))
}
