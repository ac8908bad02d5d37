import type { Random } from './clock.ts'

/** A seeded generator (mulberry32): small, fast, and its whole state is one 32-bit integer. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
    },
    state: () => state,
  }
}

/** `length` characters of `alphabet`. */
export function randomText(random: Random, alphabet: string, length: number): string {
  let text = ''
  for (let at = 0; at < length; at += 1) text += alphabet.charAt(Math.floor(random.next() * alphabet.length))
  return text
}

/** A version 4 UUID. */
export function randomUid(random: Random): string {
  const hex = randomText(random, '0123456789abcdef', 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
