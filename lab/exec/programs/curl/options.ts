/** What a curl command line asks for. */
export interface CurlOptions {
  readonly urls: readonly string[]
  readonly method: string | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
  readonly silent: boolean
  readonly showErrors: boolean
  readonly verbose: boolean
  /** `-i`: the head before the body. */
  readonly include: boolean
  readonly headOnly: boolean
  readonly fail: boolean
  readonly follow: boolean
  readonly discard: boolean
  readonly maxTimeMs: number | undefined
  readonly writeOut: string
}

type Reading = { -readonly [key in keyof CurlOptions]: CurlOptions[key] extends readonly (infer One)[] ? One[] : CurlOptions[key] }

type Row = { readonly takes: true; read(to: Reading, value: string): string | void } | { readonly takes?: false; read(to: Reading): void }

const ignored: Row = { read() {} }
const ignoredValue: Row = { takes: true, read() {} }

const maxTime: Row = {
  takes: true,
  read(to, value) {
    const seconds = Number(value)
    if (!(seconds > 0)) return 'expected a proper numerical parameter'
    to.maxTimeMs = seconds * 1000
    return undefined
  },
}

const data: Row = {
  takes: true,
  read(to, value) {
    to.body = to.body === undefined ? value : `${to.body}&${value}`
  },
}

/** Every option that is there, by its long name. Those without meaning here are taken and change nothing. */
const rows: Readonly<Record<string, Row>> = {
  silent: { read: (to) => void (to.silent = true) },
  'show-error': { read: (to) => void (to.showErrors = true) },
  verbose: { read: (to) => void (to.verbose = true) },
  include: { read: (to) => void (to.include = true) },
  head: { read: (to) => void (to.headOnly = true) },
  fail: { read: (to) => void (to.fail = true) },
  location: { read: (to) => void (to.follow = true) },
  request: { takes: true, read: (to, value) => void (to.method = value) },
  header: { takes: true, read: (to, value) => readHeader(to, value) },
  data, 'data-raw': data, 'data-binary': data, 'data-ascii': data,
  cookie: { takes: true, read: (to, value) => void to.headers.push(['cookie', value]) },
  'user-agent': { takes: true, read: (to, value) => void to.headers.push(['user-agent', value]) },
  referer: { takes: true, read: (to, value) => void to.headers.push(['referer', value]) },
  user: { takes: true, read: (to, value) => void to.headers.push(['authorization', `Basic ${btoa(value)}`]) },
  output: {
    takes: true,
    read(to, value) {
      if (value === '-') return undefined
      if (value !== '/dev/null') return `Failed to create the file ${value}: Read-only file system`
      to.discard = true
      return undefined
    },
  },
  'write-out': { takes: true, read: (to, value) => void (to.writeOut = value) },
  'max-time': maxTime,
  url: { takes: true, read: (to, value) => void to.urls.push(value) },
  'connect-timeout': ignoredValue, retry: ignoredValue, 'retry-delay': ignoredValue, cacert: ignoredValue, cert: ignoredValue, key: ignoredValue, 'max-redirs': ignoredValue, 'keepalive-time': ignoredValue,
  insecure: ignored, compressed: ignored, 'http1.1': ignored, 'http1.0': ignored, ipv4: ignored, ipv6: ignored, 'no-buffer': ignored, 'no-keepalive': ignored, 'no-progress-meter': ignored, globoff: ignored, 'progress-bar': ignored,
}

const short: Readonly<Record<string, string>> = {
  s: 'silent', S: 'show-error', v: 'verbose', i: 'include', I: 'head', f: 'fail', L: 'location', X: 'request', H: 'header', d: 'data', b: 'cookie', A: 'user-agent', e: 'referer', u: 'user',
  o: 'output', w: 'write-out', m: 'max-time', k: 'insecure', g: 'globoff', N: 'no-buffer', '4': 'ipv4', '6': 'ipv6', '0': 'http1.0', E: 'cert', '#': 'progress-bar',
}

/** A mistake in the command line, with curl's own exit status. */
export interface CurlMistake {
  readonly status: number
  readonly message: string
}

/** Reads the words of a command line as curl does: `-sS`, `-w FORMAT`, `-ofile`, `--max-time 3`. */
export function readCurlOptions(words: readonly string[]): CurlOptions | CurlMistake {
  const to: Reading = { urls: [], method: undefined, headers: [], body: undefined, silent: false, showErrors: false, verbose: false, include: false, headOnly: false, fail: false, follow: false, discard: false, maxTimeMs: undefined, writeOut: '' }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (!word.startsWith('-') || word === '-') {
      to.urls.push(word)
      continue
    }
    const names = word.startsWith('--') ? [word.slice(2)] : Array.from(word.slice(1), (letter) => short[letter] ?? letter)
    for (const [place, name] of names.entries()) {
      const row = Object.hasOwn(rows, name) ? rows[name] : undefined
      if (!row) return { status: 2, message: `curl: option ${word}: is unknown` }
      if (!row.takes) {
        row.read(to)
        continue
      }
      const joined = word.startsWith('--') ? '' : word.slice(place + 2)
      if (joined === '') at += 1
      const value = joined === '' ? words[at] : joined
      if (value === undefined) return { status: 2, message: `curl: option ${word}: requires parameter` }
      const problem = row.read(to, value)
      if (typeof problem === 'string') return problem.startsWith('Failed') ? { status: 23, message: `Warning: ${problem}\ncurl: (23) Failed writing body` } : { status: 2, message: `curl: option ${word}: ${problem}` }
      break
    }
  }
  return to.urls.length === 0 ? { status: 2, message: 'curl: no URL specified!' } : to
}

function readHeader(to: Reading, value: string): void {
  const colon = value.indexOf(':')
  // `-H "Name:"` takes a header away that curl would send; none of ours is missed.
  if (colon > 0) to.headers.push([value.slice(0, colon).trim().toLowerCase(), value.slice(colon + 1).trim()])
}
