/** What a registry exports of one hop: a counter of requests and histograms of how long and how big they were. */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'histogram'
  readonly help: string
  /** Upper bounds of the finite buckets, in the unit that the name tells. */
  readonly bounds?: readonly number[]
  /** What one request adds: 1 for a counter, its measure for a histogram. */
  readonly measure: (request: Measured) => number
  /** Sums are kept in this fraction of the unit, as whole numbers: they stay exact, and small when stored. */
  readonly parts: number
}

export interface Measured {
  readonly durationMs: number
  readonly requestBytes: number
  readonly responseBytes: number
}

const bytes = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const milliseconds = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000]

/** Names, types and bounds of Istio 0.2.12 to 0.6.0 (install/kubernetes/templates/istio-mixer.yaml.tmpl). */
export const mixerFamilies: readonly Family[] = [
  { name: 'istio_request_count', type: 'counter', help: 'Requests, by source, destination and response code.', parts: 1, measure: () => 1 },
  { name: 'istio_request_duration', type: 'histogram', help: 'Duration of requests in seconds.', parts: 1e6, bounds: seconds, measure: (request) => request.durationMs / 1000 },
  { name: 'istio_request_size', type: 'histogram', help: 'Size of request bodies in bytes.', parts: 1, bounds: bytes, measure: (request) => request.requestBytes },
  { name: 'istio_response_size', type: 'histogram', help: 'Size of response bodies in bytes.', parts: 1, bounds: bytes, measure: (request) => request.responseBytes },
]

/** Names of today's Istio (istio.io, reference, standard metrics). */
export const modernFamilies: readonly Family[] = [
  { name: 'istio_requests_total', type: 'counter', help: 'Requests, by reporter, workload and response code.', parts: 1, measure: () => 1 },
  { name: 'istio_request_duration_milliseconds', type: 'histogram', help: 'Duration of requests in milliseconds.', parts: 1e3, bounds: milliseconds, measure: (request) => request.durationMs },
  { name: 'istio_request_bytes', type: 'histogram', help: 'Size of request bodies in bytes.', parts: 1, bounds: bytes, measure: (request) => request.requestBytes },
  { name: 'istio_response_bytes', type: 'histogram', help: 'Size of response bodies in bytes.', parts: 1, bounds: bytes, measure: (request) => request.responseBytes },
]
