import { builtInImages } from '../../images/built-in-images.ts'
import type { HopResponse, Image } from '../../images/image.ts'
import { bodyText } from '../../images/body.ts'
import type { KubeObject } from '../../kube/object.ts'
import { builtInKinds } from '../../kube/kinds.ts'
import { Store } from '../../kube/store.ts'
import { createRandom } from '../../random.ts'
import type { Hop, Span } from '../../telemetry/telemetry.ts'
import { createMesh, type Mesh, type MeshState } from '../create-mesh.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface TestMesh {
  readonly clock: VirtualClock
  readonly store: Store
  readonly mesh: Mesh
  readonly hops: Hop[]
  readonly spans: Span[]
  /** Stores an object, new or not. */
  put(...objects: readonly KubeObject[]): void
  remove(object: KubeObject): void
  /** A page view through the ingress, with time passing until it is answered. */
  view(headers?: Readonly<Record<string, string>>): Promise<HopResponse>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<HopResponse>
  /** What a container wrote; undefined when it never ran. */
  linesOf(namespace: string, pod: string, container: string): readonly string[] | undefined
}

interface TestMeshInput {
  readonly objects?: readonly KubeObject[]
  readonly seed?: number
  readonly images?: readonly Image[]
  readonly state?: MeshState
  readonly store?: Store
  readonly clock?: VirtualClock
}

/** A mesh over the real store, on a clock of its own, without load. */
export function createTestMesh({ objects = [], seed = 7, images = builtInImages, state, clock = new VirtualClock(), store = new Store({ clock, random: createRandom(seed) }) }: TestMeshInput = {}): TestMesh {
  const [hops, spans]: [Hop[], Span[]] = [[], []]
  const telemetry = { hop: (hop: Hop) => void hops.push(hop), span: (span: Span) => void spans.push(span) }
  const put = (...added: readonly KubeObject[]) => added.forEach((object) => store[exists(object) ? 'update' : 'create'](resourceOf(object), object))
  const exists = (object: KubeObject) => store.get(resourceOf(object), object.metadata.namespace, object.metadata.name) !== undefined
  put(...objects)
  const mesh = createMesh({ cluster: store, telemetry, images, clock, random: createRandom(seed), load: { running: false, rate: 5 }, ...(state ? { state } : {}) })
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => clock.until(mesh.ingress({ method: 'GET', host: 'shop', port: 80, path, headers }))
  return {
    clock, store, mesh, hops, spans, put, get,
    remove: (object) => void store.delete(resourceOf(object), object.metadata.namespace, object.metadata.name),
    view: (headers) => get('/productpage', headers),
    linesOf: (namespace, pod, container) => mesh.logs.read(namespace, pod, container, {})?.map(({ line }) => line),
  }
}

/** Which stars a page shows. */
export function starsOf(response: HopResponse): 'none' | 'black' | 'red' | 'no ratings' | 'no reviews' {
  const page = bodyText(response.body)
  if (page.includes('product reviews are currently unavailable')) return 'no reviews'
  if (page.includes('Ratings service is currently unavailable')) return 'no ratings'
  return page.includes('<font color="red">') ? 'red' : page.includes('<font color="black">') ? 'black' : 'none'
}

function resourceOf({ apiVersion, kind }: KubeObject): string {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : ['']
  const found = builtInKinds.find((one) => one.kind === kind && one.served.some((served) => served.group === group))
  if (!found) throw new Error(`Expected a known kind, got ${apiVersion} ${kind}`)
  return found.resource
}
