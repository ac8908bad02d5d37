import { bodyText } from '../../images/body.ts'
import type { HopRequest, HopResponse, Image } from '../../images/image.ts'
import type { KubeObject } from '../../kube/object.ts'
import { delay } from '../exchange.ts'
import { namespace, pod, service } from './bookinfo-objects.ts'
import type { TestMesh } from './test-mesh.ts'

/**
 * A program that answers with what it was asked. `STATUSES=503,200` are its answers in turn, the last one for ever;
 * `DELAY_MS` is how long it takes.
 */
export const echo: Image = {
  names: ['test/echo'],
  start({ pod: { metadata }, env, clock, log }) {
    const statuses = (env['STATUSES'] ?? '200').split(',').map(Number)
    return {
      ports: [8080],
      async handle({ method, path, host, headers }) {
        log(`${method} ${path}`)
        const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200
        if (env['DELAY_MS']) await delay(clock, Number(env['DELAY_MS']))
        return { status, headers: { 'content-type': 'application/json', 'x-pod': metadata.name }, body: JSON.stringify({ method, path, host, headers, pod: metadata.name }) }
      },
    }
  },
}

export interface Echoed {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly pod: string
}

/** What an echo heard of a request. */
export function heard(response: HopResponse): Echoed {
  return JSON.parse(bodyText(response.body))
}

/** A service `web` on port 80 with a pod for each version, and a client beside it. */
export function webObjects(versions: readonly string[] = ['v1', 'v2'], env: Readonly<Record<string, Record<string, string>>> = {}): readonly KubeObject[] {
  return [
    service('web', { port: 80, targetPort: 8080 }),
    ...versions.map((version) => pod(`web-${version}`, { image: 'test/echo', labels: { app: 'web', version }, env: env[version] ?? {} })),
    service('client', { port: 80, targetPort: 8080 }),
    pod('client-v1', { image: 'test/echo', labels: { app: 'client', version: 'v1' } }),
  ]
}

interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
  readonly port?: number
}

/** A request of the client's program (or of another pod's, by the name of its deployment), with time passing until it is answered. */
export async function call(mesh: TestMesh, url: string, { method = 'GET', headers = {}, from = 'client-v1', port = 80 }: CallOptions = {}): Promise<HopResponse> {
  const slash = url.indexOf('/')
  const [host, path] = slash < 0 ? [url, '/'] : [url.slice(0, slash), url.slice(slash)]
  const request: HopRequest = { method, host, port, path, headers: { host, ...headers } }
  const answer = await mesh.clock.until(mesh.mesh.callFrom(namespace, `${from}-1796424978-4ddjj`, request))
  if (answer === 'timeout') throw new Error('Expected an answer of the proxy, got none')
  return answer
}

/** How often each version answered so many calls. */
export async function versionsOf(mesh: TestMesh, times: number, url = 'web/'): Promise<Readonly<Record<string, number>>> {
  const seen: Record<string, number> = {}
  for (let time = 0; time < times; time += 1) {
    const response = await call(mesh, url)
    const version = response.status === 200 ? (/web-(v\d+)/.exec(heard(response).pod)?.[1] ?? '?') : String(response.status)
    seen[version] = (seen[version] ?? 0) + 1
  }
  return seen
}
