import type { HopRequest, HopResponse } from '../../images/image.ts'
import type { NetworkAnswer, Process, Program } from '../process.ts'
import { toBytes } from '../process.ts'
import { readCurlOptions, type CurlOptions } from './curl/options.ts'
import { progressMeter } from './curl/progress.ts'
import { describeFailure, type CurlFailure } from './curl/failures.ts'
import { headText, statusText } from './http-text.ts'
import { parseUrl, type ParsedUrl } from './parse-url.ts'
import { unescape } from './unescape.ts'

const help = "curl: try 'curl --help' or 'curl --manual' for more information\n"
const version = 'curl 7.68.0 (x86_64-pc-linux-gnu)\nProtocols: http\n'
const mostRedirects = 50

/** Requests over HTTP, sent by this container's workload. */
export const curl: Program = async (process) => {
  if (process.args.some((word) => word === '--version' || word === '-V')) {
    await process.out(version)
    return 0
  }
  const options = readCurlOptions(process.args)
  if ('status' in options) {
    await process.err(`${options.message}\n${options.status === 2 ? help : ''}`)
    return options.status
  }
  let status = 0
  for (const url of options.urls) status = await fetchOne(process, options, url)
  return status
}

/** What one transfer came to. */
interface Transfer {
  readonly url: ParsedUrl
  readonly response: HopResponse | undefined
  readonly failure: CurlFailure | undefined
  readonly seconds: number
  readonly redirects: number
}

async function fetchOne(process: Process, options: CurlOptions, address: string): Promise<number> {
  const url = parseUrl(address)
  if (!url) return report(process, options, { status: 3, message: 'URL using bad/illegal format or missing URL' })
  if (url.scheme !== 'http' && url.scheme !== 'https') return report(process, options, { status: 1, message: `Protocol "${url.scheme}" not supported or disabled in libcurl` })
  const meter = !options.silent && (options.discard || !process.outIsTerminal)
  const transfer = await follow(process, options, url)
  const body = transfer.response && !options.headOnly ? toBytes(transfer.response.body) : new Uint8Array()
  if (meter) await process.err(progressMeter(transfer.failure ? 0 : body.length, transfer.seconds))
  const failed = options.fail && (transfer.response?.status ?? 0) >= 400
  if (transfer.response && !failed) {
    const shown = (options.include || options.headOnly ? headText(transfer.response, process.view.clock.now()) : '')
    if (!options.discard) {
      if (shown !== '') await process.out(shown)
      await process.out(body)
    }
  }
  if (options.writeOut !== '') await process.out(written(options.writeOut, transfer, body.length))
  if (transfer.failure) return report(process, options, transfer.failure)
  if (failed) return report(process, options, { status: 22, message: `The requested URL returned error: ${transfer.response?.status ?? 0} ${statusText(transfer.response?.status ?? 0)}`.trimEnd() })
  return 0
}

async function report({ err }: Process, { silent, showErrors }: CurlOptions, { status, message }: CurlFailure): Promise<number> {
  if (!silent || showErrors) await err(`curl: (${status}) ${message}\n`)
  return status
}

async function follow(process: Process, options: CurlOptions, first: ParsedUrl): Promise<Transfer> {
  const startMs = process.view.clock.now()
  const seconds = () => (process.view.clock.now() - startMs) / 1000
  let url = first
  for (let redirects = 0; ; redirects += 1) {
    const answer = await send(process, options, { url, redirected: redirects > 0 })
    if (answer.kind !== 'answered') return { url, response: undefined, failure: describeFailure(answer.kind, { url, options, seconds: seconds() }), seconds: seconds(), redirects }
    const target = [answer.response.headers['location']].flat()[0]
    const next = target === undefined ? undefined : parseUrl(String(target), url)
    if (!options.follow || answer.response.status < 300 || answer.response.status >= 400 || !next) return { url, response: answer.response, failure: undefined, seconds: seconds(), redirects }
    if (redirects >= mostRedirects) return { url, response: undefined, failure: { status: 47, message: `Maximum (${mostRedirects}) redirects followed` }, seconds: seconds(), redirects }
    url = next
  }
}

type Sent = NetworkAnswer | { readonly kind: 'no-tls' }

async function send(process: Process, options: CurlOptions, { url, redirected }: { readonly url: ParsedUrl; readonly redirected: boolean }): Promise<Sent> {
  const { network } = process.view
  const { signal } = process
  signal.throwIfAborted()
  if (network.resolve(url.host) === undefined) return { kind: 'unknown-host' }
  // Containers here speak HTTP; a TLS handshake comes to nothing.
  if (url.scheme === 'https') return { kind: 'no-tls' }
  const request = toRequest(options, url, redirected)
  if (options.verbose) await process.err(verboseHead(network.resolve(url.host) ?? '', url, request))
  const answer = await network.send(request, { signal, ...(options.maxTimeMs === undefined ? {} : { timeoutMs: options.maxTimeMs }) })
  signal.throwIfAborted()
  if (options.verbose && answer.kind === 'answered') {
    await process.err(headText(answer.response, process.view.clock.now()).replace(/^/gm, '< ').replace(/< $/, ''))
    await process.err(`* Connection #0 to host ${url.host} left intact\n`)
  }
  return answer
}

function toRequest(options: CurlOptions, url: ParsedUrl, redirected: boolean): HopRequest {
  const given = Object.fromEntries(options.headers)
  // A redirected POST becomes a GET, as browsers have it.
  const body = redirected ? undefined : options.body
  const method = options.headOnly ? 'HEAD' : redirected && options.body !== undefined ? 'GET' : (options.method ?? (body === undefined ? 'GET' : 'POST'))
  return {
    method: method.toUpperCase(), host: url.host, port: url.port, path: url.path,
    headers: {
      host: url.authority, 'user-agent': 'curl/7.68.0', accept: '*/*',
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(toBytes(body).length) }),
      ...given,
    },
    ...(body === undefined ? {} : { body }),
  }
}

function verboseHead(address: string, url: ParsedUrl, { method, path, headers }: HopRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `> ${name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}: ${value}`)
  return [`*   Trying ${address}:${url.port}...`, '* TCP_NODELAY set', `* Connected to ${url.host} (${address}) port ${url.port} (#0)`, `> ${method} ${path} HTTP/1.1`, ...lines, '>', ''].join('\n')
}

/** `-w`: variables in the words of curl; unknown ones come to nothing. */
function written(format: string, { url, response, seconds, redirects }: Transfer, bytes: number): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'), response_code: String(response?.status ?? 0).padStart(3, '0'), size_download: String(bytes), url_effective: url.text,
    content_type: String(response?.headers['content-type'] ?? ''), num_redirects: String(redirects), http_version: response ? '1.1' : '0', method: 'GET', remote_port: String(url.port),
    ...Object.fromEntries(['total', 'starttransfer'].map((name) => [`time_${name}`, seconds.toFixed(6)])),
    ...Object.fromEntries(['namelookup', 'connect', 'appconnect', 'pretransfer', 'redirect'].map((name) => [`time_${name}`, '0.000000'])),
  }
  return unescape(format.replace(/%\{(\w+)\}/g, (_all, name: string) => values[name] ?? '').replaceAll('%%', '%'))
}
