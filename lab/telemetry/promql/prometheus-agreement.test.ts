import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RealPrometheus, startPrometheus, whyNoPrometheus } from '../../node/testing/real-prometheus.ts'
import { createApiOver } from './testing/api-over.ts'
import { differences } from './testing/differences.ts'
import { dashboardQueries, queries } from './testing/queries.ts'
import { dataEndMs, dataStartMs, sampleData, sourceOf, toOpenMetrics } from './testing/sample-data.ts'

const reason = whyNoPrometheus()
if (reason) console.log(`Not compared with a real Prometheus: ${reason}.`)

/** The end, on a scrape and between two; the midst of a gap; before there is anything. */
const moments = [dataEndMs, dataEndMs - 2500, dataStartMs + 640_000, dataStartMs + 1000, dataStartMs - 60_000]
const ranges = [
  { start: dataStartMs, end: dataEndMs, step: 60 },
  { start: dataStartMs + 303_000, end: dataStartMs + 420_000, step: 7.5 },
]

describe.skipIf(reason)('queries, beside a real Prometheus', () => {
  let real: RealPrometheus
  const data = sampleData()
  const ours = createApiOver(sourceOf(data))

  beforeAll(async () => {
    real = await startPrometheus({ openMetrics: toOpenMetrics(data) })
  }, 60_000)

  afterAll(() => real.stop())

  it.each([...queries, ...dashboardQueries])('%s', async (query) => {
    const text = encodeURIComponent(query)
    const paths = [
      ...moments.map((ms) => `/api/v1/query?query=${text}&time=${ms / 1000}`),
      ...ranges.map(({ start, end, step }) => `/api/v1/query_range?query=${text}&start=${start / 1000}&end=${end / 1000}&step=${step}`),
    ]
    for (const path of paths) expect(differences(await real.get(path), await ours(path)), path).toEqual([])
  })
})
