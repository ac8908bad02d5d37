import { createServer } from 'node:net'

const triesAfterTaken = 50

/**
 * The wanted port, or the next free one.
 * @param port 0 lets the system choose
 * @throws when the address cannot be listened on for another reason, or 50 ports in a row are taken
 */
export async function findFreePort(host: string, port: number): Promise<number> {
  for (let candidate = port; candidate <= Math.min(port + triesAfterTaken, 65_535); candidate += 1) {
    const got = await tryListen(host, candidate)
    if (got !== undefined) return got
  }
  throw new Error(`Expected a free port from ${port} on, but ${triesAfterTaken} of them are taken.`)
}

function tryListen(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      const got = address && typeof address === 'object' ? address.port : port
      server.close(() => resolve(got))
    })
  })
}
