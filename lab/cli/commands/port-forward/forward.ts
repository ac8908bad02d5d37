import { createServer, type Server, type Socket } from 'node:net'
import type { RawData, WebSocket } from 'ws'
import { klogHead } from '../../api/connect.ts'
import type { CommandCall } from '../../command.ts'
import { CliError, messageOf } from '../../errors.ts'
import { textAt, type JsonObject } from '../../json.ts'
import type { PortPair } from './ports.ts'

export interface ForwardOrder {
  readonly pod: JsonObject
  readonly pairs: readonly PortPair[]
  readonly addresses: readonly string[]
}

export interface Forwarding {
  /** Ports that listen here, in the order of the pairs. */
  readonly ports: readonly number[]
  /** Resolves after Ctrl-C, when every connection is closed. */
  readonly ended: Promise<void>
}

/** Listens on ports of this machine and passes each connection on to the pod, over a WebSocket of its own. */
export async function forward(call: CommandCall, { pod, pairs, addresses }: ForwardOrder): Promise<Forwarding> {
  const { io } = call
  const live = await io.openLive()
  const servers: Server[] = []
  const connections = new Set<Socket>()
  const ports: number[] = []
  for (const { local, remote } of pairs) {
    const { opened, failures } = await listen({ addresses, local })
    if (opened.length === 0) {
      io.err(`Unable to listen on port ${local}: Listeners failed to create with the following errors: [${failures.join(' ')}]\n`)
      continue
    }
    const port = portOf(opened[0])
    ports.push(port)
    for (const server of opened) {
      servers.push(server)
      server.on('connection', (socket) => {
        connections.add(socket)
        socket.once('close', () => connections.delete(socket))
        io.out(`Handling connection for ${port}\n`)
        void carry(call, socket, { pod, port, remote })
      })
      io.out(`Forwarding from ${hostOf(server)}:${port} -> ${remote}\n`)
    }
  }
  if (servers.length === 0) throw new CliError(`error: unable to listen on any of the requested ports: [${pairs.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')}]`)
  return { ports, ended: new Promise((resolve) => live.onInterrupt(() => {
    for (const socket of connections) socket.destroy()
    for (const server of servers) server.close()
    resolve()
  })) }
}

async function listen({ addresses, local }: { readonly addresses: readonly string[]; readonly local: number }): Promise<{ readonly opened: readonly Server[]; readonly failures: readonly string[] }> {
  const opened: Server[] = []
  const failures: string[] = []
  for (const address of addresses) {
    const server = createServer()
    try {
      // A free port is the same on all addresses, where that is possible.
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(local || portOf(opened[0]), address, () => resolve())
      })
      opened.push(server)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      const why = code === 'EADDRINUSE' ? 'bind: address already in use' : code === 'EACCES' ? 'bind: permission denied' : code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' ? 'bind: cannot assign requested address' : messageOf(error)
      failures.push(`unable to create listener: Error listen ${address.includes(':') ? 'tcp6' : 'tcp4'} ${bracketed(address)}:${local}: ${why}`)
    }
  }
  return { opened, failures }
}

interface Way {
  readonly pod: JsonObject
  readonly port: number
  readonly remote: number
}

async function carry(call: CommandCall, socket: Socket, { pod, port, remote }: Way): Promise<void> {
  const fail = (reason: string) => call.io.err(`${klogHead('portforward.go:400', 'E')} an error occurred forwarding ${port} -> ${remote}: ${reason}\n`)
  socket.on('error', () => socket.destroy())
  socket.pause()
  try {
    const { api } = await call.cluster()
    const path = `/api/v1/namespaces/${encodeURIComponent(textAt(pod, 'metadata', 'namespace'))}/pods/${encodeURIComponent(textAt(pod, 'metadata', 'name'))}/portforward`
    join(socket, await api.connect({ path, query: [['ports', String(remote)]], protocols: ['v4.channel.k8s.io'] }), fail)
  } catch (error) {
    fail(messageOf(error))
    socket.destroy()
  }
}

const channel = { data: 0, error: 1 } as const

/** Unsent bytes at which the faster side waits. */
const mostUnsent = 2 ** 20

function join(socket: Socket, remote: WebSocket, fail: (reason: string) => void): void {
  // The first message of each channel names its port.
  const greeted = new Set<number>()
  let reason = ''
  remote.on('message', (message: RawData) => {
    const bytes = Buffer.isBuffer(message) ? message : Buffer.concat([message].flat().map((part) => Buffer.from(part as ArrayBuffer)))
    const from = bytes[0] ?? -1
    const data = bytes.subarray(greeted.has(from) ? 1 : 3)
    greeted.add(from)
    if (from === channel.error) reason += data.toString('utf8')
    if (from !== channel.data || data.length === 0 || socket.destroyed) return
    if (!socket.write(data)) {
      remote.pause()
      socket.once('drain', () => remote.resume())
    }
  })
  remote.once('close', () => {
    if (reason !== '') fail(reason)
    socket.end(() => socket.destroy())
  })
  socket.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; at += 32_768) {
      remote.send(Buffer.concat([Buffer.from([channel.data]), chunk.subarray(at, at + 32_768)]), () => {
        if (socket.isPaused() && remote.bufferedAmount < mostUnsent) socket.resume()
      })
    }
    if (remote.bufferedAmount >= mostUnsent) socket.pause()
  })
  socket.once('close', () => remote.close())
  remote.resume()
  socket.resume()
}

function portOf(server: Server | undefined): number {
  const address = server?.address()
  return address && typeof address !== 'string' ? address.port : 0
}

function hostOf(server: Server): string {
  const address = server.address()
  return address && typeof address !== 'string' ? bracketed(address.address) : ''
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
