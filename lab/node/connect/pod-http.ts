import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { PodPort } from '../../kube/api/connect-pod.ts'
import { answerWith } from '../answer.ts'

type OpenPort = Extract<PodPort, { kind: 'open' }>

/** Lets a pod's port answer what comes over a connection: HTTP/1.1, as many requests as the client likes. */
export function serveHttp(connection: Duplex, port: OpenPort): void {
  const server = createServer((request, response) => {
    answerWith((web) => port.answer(web), { request, response, url: addressOf(request.headers.host, request.url) }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  connection.on('error', () => connection.destroy())
  // Documented for connections that did not come through listening.
  server.emit('connection', connection)
}

/** The address that was asked for; a Host that is none counts as the one that port-forward is used by. */
function addressOf(host: string | undefined, path = '/'): string {
  for (const base of [`http://${host ?? 'localhost'}`, 'http://localhost']) {
    try {
      return new URL(path.startsWith('/') ? `${base}${path}` : `${base}/`).href
    } catch {
      // The next one is a Host of ours.
    }
  }
  return 'http://localhost/'
}
