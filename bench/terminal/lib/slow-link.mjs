import { connect, createServer } from 'node:net'

const tickMs = 25

/** A relay on loopback that passes so many bytes a second towards the client, and everything the other way. */
export async function slowLink(port, bytesPerSecond) {
  const sockets = new Set()
  const relay = createServer({ noDelay: true }, (client) => {
    const server = connect({ port, host: '127.0.0.1', noDelay: true })
    let credit = 0
    const timer = setInterval(() => {
      credit = Math.min(credit + bytesPerSecond * tickMs / 1_000, bytesPerSecond / 4)
      const piece = server.read(Math.min(Math.floor(credit), server.readableLength))
      if (!piece) return
      credit -= piece.length
      client.write(piece)
    }, tickMs)
    // Somebody has to listen, or nothing is read at all; then the stream's own mark holds the server back.
    server.on('readable', () => {})
    client.on('data', (data) => server.write(data))
    const end = () => {
      clearInterval(timer)
      for (const socket of [client, server]) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', end)
    }
  })
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve))
  return {
    port: relay.address().port,
    close() {
      for (const socket of sockets) socket.destroy()
      relay.close()
    },
  }
}
