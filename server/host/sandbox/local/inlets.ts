import { createConnection, createServer, type Server, type Socket } from 'node:net'
import type { SandboxInlet } from '../sandbox.ts'

export interface LocalInlets {
  /** Inlets that could not be opened, one sentence each. */
  readonly warnings: readonly string[]
  /** Where connections to a port of ours lead. */
  socketPath(port: number): string | undefined
  close(): void
}

/** Opens the inlets on the machine's own loopback. A port that is taken, or that is not ours to take, is told and left out. */
export async function openInlets(inlets: readonly SandboxInlet[]): Promise<LocalInlets> {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const warnings: string[] = []
  for (const inlet of inlets) {
    const server = createServer({ allowHalfOpen: true }, (socket) => relay(socket, inlet.socketPath, sockets))
    const trouble = await listen(server, inlet.port)
    if (trouble) warnings.push(`Port ${inlet.port} of this machine could not be opened for the session: ${trouble}.`)
    else servers.push(server)
  }
  const paths = new Map(inlets.map(({ port, socketPath }) => [port, socketPath]))
  return {
    warnings,
    socketPath: (port) => paths.get(port),
    close() {
      for (const server of servers) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function listen(server: Server, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE' ? 'it is taken' : error.message))
    server.listen(port, '127.0.0.1', () => resolve(undefined))
  })
}

function relay(socket: Socket, socketPath: string, sockets: Set<Socket>): void {
  const upstream = createConnection({ path: socketPath, allowHalfOpen: true })
  for (const [one, other] of [[socket, upstream], [upstream, socket]] as const) {
    sockets.add(one)
    one.on('error', () => other.destroy())
    one.on('close', () => {
      sockets.delete(one)
      other.destroy()
    })
    one.pipe(other)
  }
}
