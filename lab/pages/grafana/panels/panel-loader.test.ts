import { expect, it } from 'vitest'
import type { Series } from '../../shared/prometheus/client.ts'
import { PanelLoader, type PanelData, type Question } from './panel-loader.ts'

const series = (value: number): readonly Series[] => [{ labels: {}, samples: [{ timeS: 0, value, text: String(value) }] }]

interface Asked {
  readonly query: string
  readonly endS: number
  readonly signal: AbortSignal | undefined
  answer(value: number): void
  fail(message: string): void
}

function start() {
  const asked: Asked[] = []
  const seen: PanelData[] = []
  const loader = new PanelLoader({
    queue: (task) => task(),
    client: { range: (query, { endS }, signal) => new Promise((resolve, reject) => asked.push({ query, endS, signal, answer: (value) => resolve(series(value)), fail: (message) => reject(new Error(message)) })) },
    onData: (data) => seen.push(data),
  })
  return { asked, seen, loader }
}

const question = (expr: string, endS = 0): Question => ({ targets: [{ expr, legend: expr }], expressions: [expr], nullAsZero: false, grid: { startS: 0, endS, stepS: 1 } })
const settled = () => new Promise((resolve) => setImmediate(resolve))
const values = ({ frame }: PanelData) => frame?.curves.map((curve) => [curve.name, curve.values[0]])

it('waits for the answer under way and then asks for the latest time only', async () => {
  const { asked, seen, loader } = start()
  for (const endS of [0, 1, 2]) loader.ask(question('a', endS))
  expect(asked.map(({ endS }) => endS)).toEqual([0])
  asked[0]?.answer(5)
  await settled()
  expect(seen.map(values)).toEqual([[['a', 5]]])
  expect(asked.map(({ endS }) => endS)).toEqual([0, 2])
})

it('gives up what nobody asks for any more', async () => {
  const { asked, seen, loader } = start()
  loader.ask(question('a'))
  loader.ask(question('b'))
  expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false])
  asked[1]?.answer(2)
  asked[0]?.answer(1)
  await settled()
  expect(seen.map(values)).toEqual([[['b', 2]]])
})

it('keeps the last curves beside an error, and recovers', async () => {
  const { asked, seen, loader } = start()
  loader.ask(question('a'))
  asked[0]?.answer(1)
  await settled()
  loader.ask(question('a', 5))
  asked[1]?.fail('no')
  await settled()
  expect(seen.at(-1)?.error).toBe('no')
  expect(seen.map(values)).toEqual([[['a', 1]], [['a', 1]]])
  loader.ask(question('a', 10))
  asked[2]?.answer(3)
  await settled()
  expect(seen.at(-1)?.error).toBeUndefined()
})

it('says nothing after its end', async () => {
  const { asked, seen, loader } = start()
  loader.ask(question('a'))
  loader.stop()
  asked[0]?.answer(1)
  await settled()
  expect(seen).toEqual([])
})
