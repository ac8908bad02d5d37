import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import type { Forwarder } from './internet/forwarder.ts'
import { answerName, asksForOurs } from './names.ts'

export interface NameServerOptions {
  readonly socketPath: string
  /** Names of the session itself, as `answerName` takes them. */
  readonly patterns: readonly string[]
  /** Knows all other names, where the session has a way to what they stand for. */
  readonly forwarder?: Forwarder
  /** `tcp`: each message has its length before it, in two bytes. `udp`: a connection is one message and one answer. */
  readonly over: 'tcp' | 'udp'
}

/** A question takes a few dozen bytes; a resolver that sends more than this is none. */
const mostWaitingBytes = 4096
const idleMs = 10_000

/** Answers for a session's names on a unix socket, in the form of DNS over TCP or what is made of a datagram: that reaches into a sandbox. */
export async function openNameServer({ socketPath, patterns, forwarder, over }: NameServerOptions): Promise<{ close(): void }> {
  const sockets = new Set<Socket>()
  const answer: Answer = async (message) => (forwarder && !asksForOurs(message, patterns) ? forwarder.ask(message, over) : answerName(message, patterns))
  const server: Server = createServer({ allowHalfOpen: over === 'udp' }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(idleMs, () => socket.destroy())
    if (over === 'tcp') serveMessages(socket, answer)
    else serveDatagram(socket, answer)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  return {
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      rmSync(socketPath, { force: true })
    },
  }
}

type Answer = (message: Buffer) => Promise<Buffer | undefined>

function serveMessages(socket: Socket, answer: Answer): void {
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      void answer(waiting.subarray(2, end)).then((found) => {
        if (!found) return void socket.destroy()
        const length = Buffer.alloc(2)
        length.writeUInt16BE(found.length, 0)
        if (socket.writable) socket.write(Buffer.concat([length, found]))
      })
      waiting = waiting.subarray(end)
    }
    if (waiting.length > mostWaitingBytes) socket.destroy()
  })
}

// The relay passes a datagram on in one piece, ends its side, and sends what comes back as one.
function serveDatagram(socket: Socket, answer: Answer): void {
  socket.once('end', () => {
    if (socket.bytesRead === 0) socket.destroy()
  })
  socket.once('data', (message: Buffer) => void answer(message).then((found) => {
    if (found && socket.writable) socket.end(found)
    else socket.destroy()
  }))
}
