import { duplexPair, type Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { PodConnection } from '../../kube/api/connect-pod.ts'
import { bytesOf } from './bytes-of.ts'
import { serveHttp } from './pod-http.ts'
import { sendBytes } from './send-bytes.ts'

/** Subprotocols of port-forward without SPDY inside. */
export const portProtocols: readonly string[] = ['v4.channel.k8s.io']

/** Ports that one connection may name. */
const mostPorts = 100

/** Forwards the ports of the address: port number n has channel 2n for its bytes and 2n + 1 for its error, each beginning with the port. */
export function portsOverWebSocket(socket: WebSocket, connection: Extract<PodConnection, { kind: 'ports' }>): void {
  const inside = new Map<number, Duplex>()
  const send = (to: number, data: Uint8Array) => sendBytes(socket, Buffer.concat([Buffer.from([to]), data]))
  const left = new Set<number>()
  const finish = (channel: number) => {
    left.delete(channel)
    if (left.size === 0) socket.close(1000)
  }
  for (const [at, port] of connection.ports.slice(0, mostPorts).entries()) {
    const channel = 2 * at
    left.add(channel)
    const label = Buffer.alloc(2)
    label.writeUInt16LE(port)
    for (const one of [channel, channel + 1]) void send(one, label).catch(() => undefined)
    const found = connection.open(port)
    if (found.kind === 'closed') {
      void send(channel + 1, Buffer.from(found.reason)).catch(() => undefined).then(() => finish(channel))
      continue
    }
    const [outer, inner] = duplexPair()
    inside.set(channel, outer)
    // A side that is cut off, as by a server that reads nonsense, ends the other only after what it has written.
    inner.once('close', () => {
      if (!inner.writableFinished) outer.push(null)
    })
    serveHttp(inner, found)
    void carry(outer, (data) => send(channel, data)).then(() => finish(channel))
  }
  let taking = Promise.resolve()
  socket.on('message', (message: RawData) => {
    const bytes = bytesOf(message)
    const to = inside.get(bytes[0] ?? -1)
    if (!to || bytes.length < 2 || to.destroyed) return
    socket.pause()
    taking = taking.then(() => written(to, bytes.subarray(1))).then(() => socket.resume())
  })
  socket.on('close', () => {
    for (const one of inside.values()) one.destroy()
  })
}

async function carry(from: Duplex, send: (data: Uint8Array) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of from) await send(chunk)
  } catch {
    // One of the two sides is gone.
  }
}

function written(to: Duplex, data: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    to.once('close', resolve)
    to.write(data, () => {
      to.off('close', resolve)
      resolve()
    })
  })
}
