/**
 * The most that a page may cost to lay out, in signs. A sign takes a parser of markdown about 4 KiB and 50 µs on a small
 * machine, so that the worst page stays below 64 MiB and a second. The densest of 13,000 published pages has 2,000.
 */
export const maxLayoutCost = 10_000

/** List items are containers that every line inside has to find its way through. */
const itemCost = 8
const blanksForOne = 2

/**
 * What a text costs to lay out: one for each sign and line end, that is, what is neither letter, digit, blank, comma nor full
 * stop; letters cost hardly anything. More for list items and for what is nested in them.
 */
export function layoutCost(text: string): number {
  let cost = 0
  for (let start = 0; start <= text.length;) {
    const end = lineEnd(text, start)
    cost += 1 + prefixCost(text, start, end)
    for (let at = start; at < end; at++) if (isSign(text.charCodeAt(at))) cost++
    start = end + 1
  }
  return cost
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

const marker = /[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/y

/** For the blanks and list markers that a line begins with. */
function prefixCost(text: string, start: number, end: number): number {
  let first = start
  while (first < end && (text[first] === ' ' || text[first] === '\t')) first++
  let items = 0
  marker.lastIndex = start
  while (marker.lastIndex < end && marker.test(text) && marker.lastIndex <= end) items++
  return Math.floor((first - start) / blanksForOne) + items * itemCost
}

function isSign(code: number): boolean {
  if (code >= 0x80 || code === 0x20 || code === 0x2c || code === 0x2e) return false
  return !(code >= 0x61 && code <= 0x7a) && !(code >= 0x41 && code <= 0x5a) && !(code >= 0x30 && code <= 0x39)
}
