import { toBytes, type Process, type Program } from '../process.ts'
import { headText, statusText } from './http-text.ts'
import { parseUrl, type ParsedUrl } from './parse-url.ts'

interface WgetOptions {
  readonly url: string | undefined
  readonly quiet: boolean
  readonly showHead: boolean
  readonly spider: boolean
  /** Where the body goes; undefined for a file named after the address. */
  readonly output: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly timeoutMs: number
}

const usage = 'Usage: wget [-q] [-S] [--spider] [-O FILE] [-T SEC] [--header STR] [--post-data STR] URL\n'

/** Busybox's wget: it writes to stdout with `-O -` only, since no file can be written. */
export const wget: Program = async (process) => {
  const options = readOptions(process.args)
  if (options?.url === undefined) {
    await process.err(usage)
    return 1
  }
  return download(process, options, options.url)
}

async function download(process: Process, options: WgetOptions, address: string): Promise<number> {
  const url = parseUrl(address)
  const { out, err, signal, view: { network, clock } } = process
  const fail = async (message: string) => {
    await err(`wget: ${message}\n`)
    return 1
  }
  if (!url || url.scheme !== 'http') return fail(`not an http or ftp url: ${address}`)
  const at = network.resolve(url.host)
  if (at === undefined) return fail(`bad address '${url.authority}'`)
  if (!options.quiet) await err(`Connecting to ${url.authority} (${at}:${url.port})\n`)
  const answer = await network.send(toRequest(options, url), { signal, timeoutMs: options.timeoutMs })
  signal.throwIfAborted()
  if (answer.kind === 'timeout') return fail('download timed out')
  if (answer.kind !== 'answered') return fail(`can't connect to remote host (${at}): Connection refused`)
  const { response } = answer
  if (options.showHead) await err(headText(response, clock.now()).replace(/\r\n/g, '\n').trimEnd().replace(/^/gm, '  ') + '\n')
  if (response.status >= 400) return fail(`server returned error: HTTP/1.1 ${response.status} ${statusText(response.status)}`)
  if (options.spider) return 0
  if (options.output === undefined) return fail(`can't open '${url.path.split('?')[0]?.split('/').at(-1) || 'index.html'}': Read-only file system`)
  if (options.output !== '-' && options.output !== '/dev/null') return fail(`can't open '${options.output}': Read-only file system`)
  if (options.output === '-') await out(toBytes(response.body))
  return 0
}

function toRequest({ body, headers }: WgetOptions, url: ParsedUrl) {
  return {
    method: body === undefined ? 'GET' : 'POST', host: url.host, port: url.port, path: url.path,
    headers: { host: url.authority, 'user-agent': 'Wget', connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
    ...(body === undefined ? {} : { body }),
  }
}

function readOptions(words: readonly string[]): WgetOptions | undefined {
  const found = { url: undefined as string | undefined, quiet: false, showHead: false, spider: false, output: undefined as string | undefined, headers: {} as Record<string, string>, body: undefined as string | undefined, timeoutMs: 900_000 }
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name = '', joined] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? /^(-[OT])(.+)$/s.exec(word) ?? []
    const value = () => joined ?? rest.shift() ?? ''
    if (!word.startsWith('-')) found.url = word
    else if (name === '--header') {
      const header = value()
      found.headers[header.slice(0, header.indexOf(':')).trim().toLowerCase()] = header.slice(header.indexOf(':') + 1).trim()
    } else if (name === '--post-data') found.body = value()
    else if (word === '--spider') found.spider = true
    else if (name === '--timeout' || name === '-T' || word === '-T') found.timeoutMs = (Number(value()) || 900) * 1000
    else if (name === '--output-document' || name === '-O' || word === '-O') found.output = value()
    else if (word === '--quiet') found.quiet = true
    else if (/^-[qSO]+$/.test(word)) {
      found.quiet ||= word.includes('q')
      found.showHead ||= word.includes('S')
      if (word.endsWith('O')) found.output = rest.shift() ?? ''
    } else if (/^-q?O-$/.test(word)) {
      found.quiet ||= word.includes('q')
      found.output = '-'
    } else return undefined
  }
  return found
}
