import { request as httpRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request on its way to another server of ours, behind a unix socket. */
export interface Forward {
  readonly socketPath: string
  readonly agent: Agent
  /** What is asked with, and what is answered with: name, value, name, value …, the form that keeps repeated headers apart. */
  readonly headers: readonly string[]
  readonly answerHeaders: (answer: IncomingMessage) => readonly string[]
  /** Called instead of an answer when that server cannot be reached. */
  readonly onNobody: () => void
}

/** Passes a request on. Headers that the response has already are kept. */
export function forward(request: IncomingMessage, response: ServerResponse, { socketPath, agent, headers, answerHeaders, onNobody }: Forward): void {
  const upstream = httpRequest({ socketPath, agent, method: request.method, path: request.url, setHost: false, headers })
  upstream.on('response', (answer) => {
    const pairs = answerHeaders(answer)
    for (let at = 0; at + 1 < pairs.length; at += 2) response.appendHeader(pairs[at] ?? '', pairs[at + 1] ?? '')
    response.writeHead(answer.statusCode ?? 502)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  upstream.on('error', () => (response.headersSent ? response.destroy() : onNobody()))
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
}
