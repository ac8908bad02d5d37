import type { Trace } from '../model/trace.ts'

interface Size {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Tick {
  readonly value: number
  readonly at: number
}

interface Dot {
  readonly trace: Trace
  readonly x: number
  readonly y: number
  readonly r: number
}

/** Where the dots and ticks of a scatter plot stand: time to the right, duration upwards from zero. */
export function scatter(traces: readonly Trace[], { width, height, left, right, top, bottom }: Size): { readonly dots: readonly Dot[]; readonly times: readonly Tick[]; readonly durations: readonly Tick[] } {
  const starts = traces.map(({ start }) => start)
  const [first, last] = [Math.min(...starts), Math.max(...starts)]
  const longest = Math.max(1, ...traces.map(({ duration }) => duration))
  const mostSpans = Math.max(1, ...traces.map(({ spans }) => spans.length))
  // A single moment stands in the middle.
  const x = (time: number) => left + (last > first ? (time - first) / (last - first) : 0.5) * (width - left - right)
  const y = (duration: number) => height - bottom - (duration / longest) * (height - top - bottom)
  return {
    // Big dots first, so that they do not cover small ones.
    dots: traces.map((trace) => ({ trace, x: x(trace.start), y: y(trace.duration), r: 3 + 4 * (trace.spans.length / mostSpans) })).toSorted((a, b) => b.r - a.r),
    times: (last > first ? [0.06, 0.35, 0.65, 0.94].map((part) => first + part * (last - first)) : traces.slice(0, 1).map(({ start }) => start)).map((value) => ({ value, at: x(value) })),
    durations: roundSteps(longest).map((value) => ({ value, at: y(value) })),
  }
}

/** Zero and up to four round values below a limit. */
function roundSteps(limit: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(limit / 4))
  const step = power * ([1, 2, 5, 10].find((one) => one * power * 4 >= limit) ?? 10)
  return Array.from({ length: Math.floor(limit / step) + 1 }, (_, index) => index * step)
}
