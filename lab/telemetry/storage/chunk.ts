import { ByteReader, ByteWriter } from './bytes.ts'

/*
 * A chunk is what one series held at each tick of a block, as tokens. A token is a varint; its lowest two bits say what it is:
 *
 *   same      the value grew by as much as the time before, n + 1 times in a row
 *   changed   it grew by n (zigzag) more than the time before
 *   absent    the series was not there, n + 1 times in a row
 *   raw       eight bytes of a float follow
 *
 * Counters of steady traffic and things that rest are the common case: both are runs of `same` and cost nothing. Values are
 * whole multiples of 1/parts (a sum of seconds in microseconds); all others are written raw.
 */
const same = 0
const changed = 1
const absent = 2
const raw = 3

/** Differences up to here, times eight, are still exact as numbers. */
const maxDifference = 2 ** 49

/** Writes a chunk, tick by tick. */
export class ChunkWriter {
  readonly #parts: number
  readonly #bytes = new ByteWriter()
  #ticks = 0
  #previous = 0
  #growth = 0
  #sawValue = false
  #run: { readonly kind: typeof same | typeof absent; length: number } | undefined

  constructor(parts: number) {
    this.#parts = parts
  }

  /** How many ticks it covers. */
  get ticks(): number {
    return this.#ticks
  }

  append(value: number): void {
    this.#ticks += 1
    const whole = Math.round(value * this.#parts)
    const difference = whole - this.#previous - this.#growth
    if (whole / this.#parts !== value || Math.abs(difference) > maxDifference) this.#raw(value)
    else if (difference === 0 && this.#sawValue) this.#extend(same, 1)
    else this.#change(whole, difference)
  }

  absent(ticks: number): void {
    if (ticks <= 0) return
    this.#ticks += ticks
    this.#extend(absent, ticks)
  }

  /** The chunk so far. */
  bytes(): Uint8Array {
    const written = this.#bytes.view()
    if (!this.#run) return written.slice()
    const run = new ByteWriter()
    run.varint((this.#run.length - 1) * 4 + this.#run.kind)
    const joined = new Uint8Array(written.length + run.length)
    joined.set(written)
    joined.set(run.view(), written.length)
    return joined
  }

  #change(whole: number, difference: number): void {
    this.#endRun()
    this.#bytes.varint((difference < 0 ? -difference * 2 - 1 : difference * 2) * 4 + changed)
    // The first value is no growth: a gauge that rests at it must not be taken for one that doubles.
    if (this.#sawValue) this.#growth += difference
    this.#sawValue = true
    this.#previous = whole
  }

  #raw(value: number): void {
    this.#endRun()
    this.#bytes.varint(raw)
    this.#bytes.float(value)
  }

  #extend(kind: typeof same | typeof absent, ticks: number): void {
    if (this.#run?.kind !== kind) {
      this.#endRun()
      this.#run = { kind, length: 0 }
    }
    this.#run.length += ticks
    if (kind === same) this.#previous += this.#growth
  }

  #endRun(): void {
    if (this.#run) this.#bytes.varint((this.#run.length - 1) * 4 + this.#run.kind)
    this.#run = undefined
  }
}

/** Takes what a chunk holds, in the order of its ticks. */
export interface ChunkVisitor {
  value(tick: number, value: number): void
  /** The series is gone from this tick on. */
  gone(tick: number): void
}

/** Reads a chunk that was written with the same `parts`. */
export function readChunk(bytes: Uint8Array, parts: number, visitor: ChunkVisitor): void {
  const reader = new ByteReader(bytes)
  let tick = 0
  let previous = 0
  let growth = 0
  let sawValue = false
  while (!reader.done) {
    const token = reader.varint()
    const kind = token % 4
    const amount = (token - kind) / 4
    if (kind === same) {
      for (const end = tick + amount + 1; tick < end; tick += 1) {
        previous += growth
        visitor.value(tick, previous / parts)
      }
    } else if (kind === absent) {
      visitor.gone(tick)
      tick += amount + 1
    } else {
      if (kind === changed) {
        const difference = amount % 2 === 0 ? amount / 2 : -(amount + 1) / 2
        previous += growth + difference
        if (sawValue) growth += difference
        sawValue = true
      }
      visitor.value(tick, kind === raw ? reader.float() : previous / parts)
      tick += 1
    }
  }
}
