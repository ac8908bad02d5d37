import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../../kube/read.ts'
import { type RealPrometheus, startPrometheus, whyNoPrometheus } from '../../node/testing/real-prometheus.ts'
import { createApiOver } from './testing/api-over.ts'
import { differences } from './testing/differences.ts'
import { dashboardQueries, queries } from './testing/queries.ts'
import { dataEndMs, dataStartMs, sampleData, sourceOf, toOpenMetrics } from './testing/sample-data.ts'

/** What Prometheus 2.42 answered, for machines that have none. `RECORD_ANSWERS=1` asks it anew. */
const recordFile = fileURLToPath(new URL('testing/recorded-answers.json', import.meta.url))
const recorded: unknown = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {}
const reason = whyNoPrometheus()
if (reason) console.log(`Compared with recorded answers only: ${reason}.`)

/** The end, on a scrape and between two; the midst of a gap; before there is anything. */
const moments = [dataEndMs, dataEndMs - 2500, dataStartMs + 640_000, dataStartMs + 1000, dataStartMs - 60_000]
const ranges = [
  { start: dataStartMs, end: dataEndMs, step: 60 },
  { start: dataStartMs + 303_000, end: dataStartMs + 420_000, step: 7.5 },
]

const all = [...queries, ...dashboardQueries]
const data = sampleData()
const ours = createApiOver(sourceOf(data))
const instantPath = (query: string, ms: number) => `/api/v1/query?query=${encodeURIComponent(query)}&time=${ms / 1000}`
const recordedPath = (query: string) => instantPath(query, dataEndMs - 2500)

describe('queries, beside recorded answers', () => {
  it.each(all)('%s', async (query) => {
    expect(differences(read(recorded, query), await ours(recordedPath(query)))).toEqual([])
  })
})

describe.skipIf(reason)('queries, beside a real Prometheus', () => {
  let real: RealPrometheus

  beforeAll(async () => {
    real = await startPrometheus({ openMetrics: toOpenMetrics(data) })
  }, 60_000)

  afterAll(() => real.stop())

  it.each(all)('%s', async (query) => {
    const paths = [
      ...moments.map((ms) => instantPath(query, ms)),
      ...ranges.map(({ start, end, step }) => `/api/v1/query_range?query=${encodeURIComponent(query)}&start=${start / 1000}&end=${end / 1000}&step=${step}`),
    ]
    for (const path of paths) expect(differences(await real.get(path), await ours(path)), path).toEqual([])
  })

  it.runIf(process.env['RECORD_ANSWERS'])('records its answers', async () => {
    const answers = await Promise.all(all.map(async (query) => [query, await real.get(recordedPath(query))] as const))
    const lines = answers.map(([query, answer]) => `${JSON.stringify(query)}: ${JSON.stringify(answer)}`)
    writeFileSync(recordFile, `{\n${lines.join(',\n')}\n}\n`)
  })
})
