import { fromBase64, toBase64 } from './base64.ts'
import type { Series } from './series.ts'

/** Ten minutes of scrapes, closed: the chunks of all series that were there, one after the other. */
export interface Block {
  readonly times: readonly number[]
  readonly bytes: Uint8Array
  /** Ascending ids of series, and where the chunk of each ends. */
  readonly ids: Uint32Array
  readonly ends: Uint32Array
}

/** A block as JSON: times as differences, series by their place in the snapshot. */
export interface BlockState {
  readonly times: readonly number[]
  readonly bytes: string
  readonly series: readonly number[]
  readonly lengths: readonly number[]
}

/** Joins chunks into one piece: an array of bytes of its own for each would take more room than what is in it. */
export function closeBlock(times: readonly number[], series: Iterable<Series>): Block {
  const chunks = [...series].flatMap(({ id, head }) => (head ? [{ id, bytes: head.bytes() }] : [])).toSorted((a, b) => a.id - b.id)
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0))
  const ends = new Uint32Array(chunks.length)
  let end = 0
  for (const [index, chunk] of chunks.entries()) {
    bytes.set(chunk.bytes, end)
    end += chunk.bytes.length
    ends[index] = end
  }
  return { times: [...times], bytes, ids: Uint32Array.from(chunks, ({ id }) => id), ends }
}

export function chunkOf({ ids, ends, bytes }: Block, id: number): Uint8Array | undefined {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = ids[middle] ?? 0
    if (found === id) return bytes.subarray(ends[middle - 1] ?? 0, ends[middle])
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

/** Room that a block takes, roughly. */
export function blockSize({ times, bytes, ids }: Block): number {
  return bytes.length + ids.length * 8 + times.length * 8
}

export function blockState({ times, bytes, ids, ends }: Block, places: ReadonlyMap<number, number>): BlockState {
  return {
    times: times.map((time, index) => time - (times[index - 1] ?? 0)),
    bytes: toBase64(bytes),
    series: Array.from(ids, (id) => places.get(id) ?? 0),
    lengths: Array.from(ends, (end, index) => end - (ends[index - 1] ?? 0)),
  }
}

/** Ids are the places of the snapshot here. */
export function blockFrom({ times, bytes, series, lengths }: BlockState): Block {
  const sum = (amounts: readonly number[]) => amounts.map(((total) => (amount: number) => (total += amount))(0))
  return { times: sum(times), bytes: fromBase64(bytes), ids: Uint32Array.from(series), ends: Uint32Array.from(sum(lengths)) }
}
