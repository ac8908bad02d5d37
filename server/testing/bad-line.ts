import { connect, createServer, type Socket } from 'node:net'

export interface BadLineOptions {
  /** How many bytes to the client a connection lives for; asked for each one. */
  readonly cutAfter?: () => number
  /** One way; so much later arrives what was sent. */
  readonly delayMs?: number
  /** Whether the connection breaks at this piece of some 4 KiB. */
  readonly breaks?: () => boolean
}

export interface BadLine {
  readonly port: number
  /** Connections that it cut so far. */
  cuts(): number
  /** Holds back everything for the client until the returned function is called. */
  hold(): () => void
  close(): Promise<void>
}

const pieceBytes = 4096

/** A TCP relay to a port on this machine that delays and breaks connections, for tests. */
export async function openBadLine(target: number, { cutAfter, delayMs = 0, breaks }: BadLineOptions = {}): Promise<BadLine> {
  const sockets = new Set<Socket>()
  let cuts = 0
  let held = false
  const released: (() => void)[] = []
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    let left = cutAfter?.() ?? Number.POSITIVE_INFINITY
    const cut = (): void => {
      if (client.destroyed) return
      cuts += 1
      client.resetAndDestroy()
      upstream.destroy()
    }
    const later = (task: () => void): void => {
      if (delayMs === 0) task()
      else setTimeout(task, delayMs)
    }
    const pass = (piece: Buffer): void => {
      if (left <= 0 || client.destroyed) return
      if (breaks?.()) return cut()
      client.write(piece.subarray(0, left))
      left -= piece.length
      if (left <= 0) cut()
    }
    const deliver = (chunk: Buffer): void => {
      for (let at = 0; at < chunk.length; at += pieceBytes) pass(chunk.subarray(at, at + pieceBytes))
    }
    upstream.on('data', (chunk) => later(() => {
      if (held) released.push(() => deliver(chunk))
      else deliver(chunk)
    }))
    client.on('data', (chunk) => later(() => void upstream.write(chunk)))
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(one)
      one.setNoDelay(true)
      // `close` follows, and that is all there is to know.
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        later(() => other.destroy())
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' ? address?.port ?? 0 : 0,
    cuts: () => cuts,
    hold() {
      held = true
      return () => {
        held = false
        for (const go of released.splice(0)) go()
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
