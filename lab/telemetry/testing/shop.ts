import { bodyJson } from '../../images/body.ts'
import { builtInImages } from '../../images/built-in-images.ts'
import type { HopResponse } from '../../images/image.ts'
import { builtInKinds } from '../../kube/kinds.ts'
import type { KubeObject } from '../../kube/object.ts'
import { read, readList } from '../../kube/read.ts'
import { Store } from '../../kube/store.ts'
import { createMesh } from '../../mesh/create-mesh.ts'
import { bookinfoObjects, toV1 } from '../../mesh/testing/bookinfo-objects.ts'
import { VirtualClock } from '../../mesh/testing/virtual-clock.ts'
import { createRandom } from '../../random.ts'
import { createTelemetry, type LabTelemetry, type TelemetryApi } from '../create-telemetry.ts'

export interface Shop {
  readonly clock: VirtualClock
  readonly telemetry: LabTelemetry
  /** Stores a rule or other object, new or not. */
  put(object: KubeObject): void
  /** One page view, with time passing until it is answered. */
  view(headers?: Readonly<Record<string, string>>): Promise<HopResponse>
  /** Ends the load; pages under way are answered as time passes. */
  rest(): void
  stop(): void
}

/** Bookinfo, all on v1, with its telemetry, on a clock of its own. `rate`: page views a second; none when 0. */
export function startShop({ rate }: { readonly rate: number }): Shop {
  const clock = new VirtualClock()
  const store = new Store({ clock, random: createRandom(7) })
  const put = (object: KubeObject) => {
    const resource = builtInKinds.find(({ kind }) => kind === object.kind)?.resource ?? ''
    store[store.get(resource, object.metadata.namespace, object.metadata.name) ? 'update' : 'create'](resource, object)
  }
  for (const object of [...bookinfoObjects(), ...toV1]) put(object)
  const telemetry = createTelemetry({ clock })
  const mesh = createMesh({ cluster: store, telemetry, images: builtInImages, clock, random: createRandom(7), load: { running: rate > 0, rate: rate || 1 } })
  telemetry.watch(mesh.stats)
  return {
    clock, telemetry, put,
    view: (headers = {}) => clock.until(mesh.ingress({ method: 'GET', host: 'shop', port: 80, path: '/productpage', headers })),
    rest: () => mesh.load.setRunning(false),
    stop() {
      mesh.stop()
      telemetry.stop()
    },
  }
}

/** What an API answers to a path and query: its status, and its body as JSON or else as text. */
export async function ask(api: TelemetryApi, path: string, method = 'GET'): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await api({ method, host: 'telemetry', port: 80, path, headers: {} })
  if (!response) throw new Error(`Expected an answer to ${path}, got none`)
  return { status: response.status, body: bodyJson(response.body) ?? response.body }
}

/** The values of an instant query by the values of their labels: `{ 'v1': 5 }`. */
export async function instant({ prometheusApi }: LabTelemetry, expression: string): Promise<Readonly<Record<string, number>>> {
  const { body } = await ask(prometheusApi, `/api/v1/query?query=${encodeURIComponent(expression)}`)
  if (read(body, 'status') !== 'success') throw new Error(`Expected a result, got ${JSON.stringify(body)}`)
  return Object.fromEntries(readList(body, 'data', 'result').map((series) => [Object.values(read(series, 'metric') ?? {}).join(' '), Number(readList(series, 'value')[1])]))
}
