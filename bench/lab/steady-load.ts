import { createRandom } from '../../lab/random.ts'
import type { Hop, Span, WorkloadName } from '../../lab/telemetry/telemetry.ts'

const random = createRandom(11)

function workload(app: string, version: string): WorkloadName {
  return { app, namespace: 'istio-system', version, workload: version === 'unknown' ? app : `${app}-${version}` }
}

const [ingress, productpage, details] = [workload('ingress', 'unknown'), workload('productpage', 'v1'), workload('details', 'v1')]
const [reviewsV1, reviewsV3, ratings] = [workload('reviews', 'v1'), workload('reviews', 'v3'), workload('ratings', 'v1')]

/** One page view of bookinfo with half of the reviews on v3: its hops, and the two spans of each. */
export function pageView(atMs: number, { hop, span }: { hop(hop: Hop): void; span(span: Span): void }): void {
  const traceId = id()
  const call = (source: WorkloadName, destination: WorkloadName, durationMs: number, parent?: string): string => {
    hop({ atMs, durationMs, source, destination, responseCode: 200, requestBytes: 0, responseBytes: 100 + Math.floor(random.next() * 300), responseFlags: '-' })
    const [client, server] = [id(), id()]
    const tags = { component: 'proxy', 'guid:x-request-id': `${traceId}-${traceId}`, 'http.method': 'GET', 'http.url': `http://${destination.app}:9080/${destination.app}/0`, 'http.protocol': 'HTTP/1.1', user_agent: 'python-requests', 'http.status_code': '200', response_flags: '-' }
    const common = { traceId, startMs: atMs, durationMs, tags }
    span({ ...common, spanId: client, ...(parent ? { parentSpanId: parent } : {}), service: source.app, operation: `${destination.app}-default`, kind: 'client' })
    span({ ...common, spanId: server, parentSpanId: client, service: destination.app, operation: 'default-route', kind: 'server' })
    return server
  }
  const page = call(ingress, productpage, 30 + random.next() * 40)
  call(productpage, details, 3 + random.next() * 7, page)
  const version = random.next() < 0.5 ? reviewsV1 : reviewsV3
  const reviews = call(productpage, version, 10 + random.next() * 20, page)
  if (version === reviewsV3) call(reviewsV3, ratings, 5 + random.next() * 15, reviews)
}

function id(): string {
  return Math.floor(random.next() * 0x1_0000_0000).toString(16).padStart(8, '0') + Math.floor(random.next() * 0x1_0000_0000).toString(16).padStart(8, '0')
}
