import type { WebSocket } from 'ws'
import type { Target } from '../config/target.ts'
import { StatusError } from '../errors.ts'
import type { Io } from '../io.ts'
import { isObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { createHttp } from './http.ts'
import type { Http, HttpResponse } from './http.ts'
import { statusOfPlainAnswer } from './plain-answer.ts'
import { printWarnings } from './warnings.ts'

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Left out where the value is undefined or empty. */
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: Json
  readonly contentType?: string
  readonly accept?: string
}

export interface ConnectCall {
  readonly path: string
  /** A name may stand several times. */
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly protocols: readonly string[]
}

/** Server-side tables, as kubectl asks for them. */
export const tableAccept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

/** Talks JSON with one API server. Refusals are thrown as StatusError, an unreachable server as ConnectionError. */
export class Api {
  readonly target: Target
  readonly #http: Http
  readonly #options: ApiOptions

  private constructor(target: Target, http: Http, options: ApiOptions) {
    this.target = target
    this.#http = http
    this.#options = options
  }

  static async connect(target: Target, options: ApiOptions): Promise<Api> {
    return new Api(target, await createHttp(target), options)
  }

  /** The answer as an object; the empty object for an answer without a body. */
  async call(call: Call): Promise<JsonObject> {
    const response = await this.open(call)
    const text = await response.text()
    if (text === '') return {}
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  }

  async get(path: string, query?: Call['query']): Promise<JsonObject> {
    return this.call({ path, ...(query === undefined ? {} : { query }) })
  }

  /** An answer whose body is read by the caller: logs, watches. Its status is 2xx. */
  async open(call: Call): Promise<HttpResponse> {
    const method = call.method ?? 'GET'
    const path = call.path + queryString(call.query ?? {})
    const startedMs = performance.now()
    const response = await this.#http.send({
      method, path, headers: this.#headers(call), timeoutMs: this.#options.timeoutMs,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    })
    this.#options.trace?.(`${method} ${this.target.server}${path} ${response.status} in ${Math.round(performance.now() - startedMs)} milliseconds`)
    printWarnings(this.#options.io, response.headers.warning)
    if (response.status >= 200 && response.status < 300) return response
    throw await refusal(method, response)
  }

  /** A WebSocket to the server: exec, attach, port-forward. The caller closes it. */
  async connect({ path, query, protocols }: ConnectCall): Promise<WebSocket> {
    const { openWebSocket } = await import('./web-socket.ts')
    const { accept: _, ...headers } = this.#headers({ path })
    const full = `${path}?${new URLSearchParams(query.map(([name, value]) => [name, value])).toString()}`
    const startedMs = performance.now()
    const socket = await openWebSocket(this.target, { path: full, headers, protocols })
    this.#options.trace?.(`GET ${this.target.server}${full} 101 Switching Protocols in ${Math.round(performance.now() - startedMs)} milliseconds`)
    return socket
  }

  close(): void {
    this.#http.close()
  }

  #headers(call: Call): Record<string, string | string[]> {
    const { token, username, password, actAs } = this.target
    const basic = username === '' ? undefined : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    const authorization = token === '' ? basic : `Bearer ${token}`
    return {
      accept: call.accept ?? 'application/json',
      'user-agent': this.#options.userAgent,
      ...(authorization === undefined ? {} : { authorization }),
      ...(actAs.user === '' ? {} : { 'impersonate-user': actAs.user }),
      ...(actAs.groups.length === 0 ? {} : { 'impersonate-group': [...actAs.groups] }),
      ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
    }
  }
}

export interface ApiOptions {
  readonly io: Pick<Io, 'err'>
  readonly userAgent: string
  /** Milliseconds until an answer must begin; 0 for none. */
  readonly timeoutMs: number
  /** Gets a line for each request, with `-v=6` and more. */
  readonly trace?: (line: string) => void
}

function queryString(query: NonNullable<Call['query']>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') params.set(key, value)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

async function refusal(method: string, response: HttpResponse): Promise<StatusError> {
  const text = await response.text()
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value) && value.kind === 'Status') return new StatusError(value)
  } catch {
    // Not JSON: something between us and the API answered. The sentence below says what.
  }
  return new StatusError(statusOfPlainAnswer(method, response.status, text))
}
