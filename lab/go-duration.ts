const unitMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A duration as Go writes it (`7s`, `15m`, `1h30m`, `250ms`, `1.5s`) in milliseconds; undefined when it is none. */
export function parseGoDuration(source: string): number | undefined {
  const [, sign, body = ''] = /^([-+]?)(.*)$/.exec(source) ?? []
  if (body === '0') return 0
  let ms = 0
  let rest = body
  while (rest !== '') {
    const found = /^(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/.exec(rest)
    if (!found) return undefined
    ms += Number(found[1]) * (unitMs[found[2] ?? ''] ?? 0)
    rest = rest.slice(found[0].length)
  }
  return body === '' ? undefined : sign === '-' ? -ms : ms
}
