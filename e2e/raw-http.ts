import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

export interface RawOptions {
  readonly timeoutMs?: number
  /** Leaves our side open, as a browser does; else the server also sees that nothing more comes. */
  readonly stay?: boolean
  /** Enough was heard once this came: for a server that would go on. */
  readonly until?: (received: string) => boolean
}

/** Sends bytes to a server as they are and reads until it hangs up: for requests that no HTTP library would make. */
export function rawRequest(url: string, bytes: string, { timeoutMs = 5_000, stay = false, until }: RawOptions = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
    let received = ''
    socket.setTimeout(timeoutMs, () => socket.destroy())
    socket.on('error', reject)
    socket.on('data', (data) => {
      received += data.toString('latin1')
      if (until?.(received)) socket.destroy()
    })
    socket.on('close', () => {
      const [head = '', ...body] = received.split('\r\n\r\n')
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') })
    })
    if (stay) socket.write(bytes)
    else socket.end(bytes)
  })
}
