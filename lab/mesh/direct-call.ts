import type { Random } from '../clock.ts'
import type { HopRequest, HopResponse } from '../images/image.ts'
import { plain } from '../images/replies.ts'
import type { ImageRuntime } from '../images/runtime.ts'
import type { KubeObject } from '../kube/object.ts'
import { targetPort, type Directory, type MeshService, type ServicePort } from './directory.ts'

/** What a call outside the mesh needs: no rules, no proxies, no metrics. */
export interface DirectParts {
  readonly directory: Directory
  readonly runtime: ImageRuntime
  readonly choices: Random
  outside(request: HopRequest): Promise<HopResponse>
}

/** A call of a pod without a sidecar: the service's address leads to any of its pods. */
export function callDirectly(parts: DirectParts, namespace: string, request: HopRequest): Promise<HopResponse> {
  const service = parts.directory.find(request.host, namespace)
  if (!service) return parts.outside(request)
  return callService(parts, service, { port: request.port, request })
}

/** One of a service's pods, at random. `port` is a number or name of the service's port, or the port behind it. */
export async function callService({ runtime, choices }: DirectParts, service: MeshService, { port, request }: { readonly port: number | string; readonly request: HopRequest }): Promise<HopResponse> {
  const found = findPort(service, port)
  if (!found) return plain(`${service.host} has no port ${port}`, 503)
  const endpoint = service.endpoints[Math.floor(choices.next() * service.endpoints.length)]
  if (!endpoint) return plain(`${service.host} has no ready pod`, 503)
  return callPod(runtime, endpoint.pod, { port: targetPort(found, endpoint.pod), request })
}

export async function callPod(runtime: ImageRuntime, pod: KubeObject, { port, request }: { readonly port: number | undefined; readonly request: HopRequest }): Promise<HopResponse> {
  const program = port === undefined ? undefined : runtime.program(pod, port)
  return program ? program.handle(request) : plain(`connection refused: nothing listens on port ${port ?? '?'} of pod ${pod.metadata.name}`, 503)
}

function findPort({ ports }: MeshService, port: number | string): ServicePort | undefined {
  const wanted = String(port)
  return ports.find((one) => String(one.port) === wanted || one.name === wanted) ?? ports.find((one) => String(one.target) === wanted)
}
