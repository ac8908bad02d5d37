import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { answerName } from './names.ts'

/** A question takes a few dozen bytes; a resolver that sends more than this is none. */
const mostWaitingBytes = 4096
const idleMs = 10_000

/** Answers for a session's names on a unix socket, in the form of DNS over TCP, which is what reaches into a sandbox. */
export async function openNameServer(socketPath: string, patterns: readonly string[]): Promise<{ close(): void }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(idleMs, () => socket.destroy())
    serve(socket, patterns)
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

// Each message has its length before it, in two bytes.
function serve(socket: Socket, patterns: readonly string[]): void {
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      const answer = answerName(waiting.subarray(2, end), patterns)
      waiting = waiting.subarray(end)
      if (!answer) return void socket.destroy()
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length, 0)
      socket.write(Buffer.concat([length, answer]))
    }
    if (waiting.length > mostWaitingBytes) socket.destroy()
  })
}
