import { read, readStrings } from '../../../kube/read.ts'

/** What is searched for, as it is written in the form and in the address. */
export interface Search {
  readonly service: string
  /** Empty: any. */
  readonly operation: string
  /** `key=value` pairs as logfmt: values with spaces in quotes. */
  readonly tags: string
  /** `1h`, `2d`. */
  readonly lookback: string
  readonly minDuration: string
  readonly maxDuration: string
  readonly limit: number
}

export const emptySearch: Search = { service: '', operation: '', tags: '', lookback: '1h', minDuration: '', maxDuration: '', limit: 20 }
const mostTraces = 1500

export function readSearch(search: URLSearchParams): Search {
  const limit = Math.round(Number(search.get('limit') ?? emptySearch.limit))
  const operation = search.get('operation') ?? ''
  return {
    service: search.get('service') ?? '',
    operation: operation === 'all' ? '' : operation,
    tags: readTags(search),
    lookback: /^\d+[smhd]$/.test(search.get('lookback') ?? '') ? (search.get('lookback') ?? '') : emptySearch.lookback,
    minDuration: search.get('minDuration') ?? '',
    maxDuration: search.get('maxDuration') ?? '',
    limit: limit > 0 ? Math.min(mostTraces, limit) : emptySearch.limit,
  }
}

/** Jaeger wrote tags as text first, then as JSON, and as `tag=key:value`. */
function readTags(search: URLSearchParams): string {
  const written = search.get('tags') ?? ''
  const single = search.getAll('tag').map((tag) => tag.replace(':', '='))
  if (!written.startsWith('{')) return [written, ...single].filter(Boolean).join(' ')
  try {
    return [...Object.entries(readStrings(JSON.parse(written) as unknown)).map(([key, value]) => `${key}=${quoted(value)}`), ...single].join(' ')
  } catch {
    // Not JSON after all: it stands in the box as it came, for its writer to mend.
    return written
  }
}

function quoted(value: string): string {
  return /[\s"=]/.test(value) ? JSON.stringify(value) : value
}

export function writeSearch(search: Search): URLSearchParams {
  const usual: Record<string, unknown> = { ...emptySearch }
  const entries = Object.entries(search).map(([name, value]) => [name, String(value)] as const)
  return new URLSearchParams(entries.filter(([name, value]) => value !== '' && (value !== String(read(usual, name)) || name === 'lookback' || name === 'limit')).map(([name, value]) => [name, value]))
}

/** `a=1 b="two words"` as a record; undefined when a piece is no pair. */
export function parseTags(written: string): Readonly<Record<string, string>> | undefined {
  const pair = /\s*([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y
  const tags: Record<string, string> = {}
  const trimmed = written.trimEnd()
  while (pair.lastIndex < trimmed.length) {
    const [, key, inQuotes, bare] = pair.exec(trimmed) ?? []
    if (key === undefined) return undefined
    tags[key] = inQuotes?.replace(/\\(.)/g, '$1') ?? bare ?? ''
  }
  return tags
}
