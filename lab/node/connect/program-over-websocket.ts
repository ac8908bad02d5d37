import type { RawData, WebSocket } from 'ws'
import { bytesOf } from './bytes-of.ts'
import { runProgram, type ProgramConnection } from './run-program.ts'
import { sendBytes } from './send-bytes.ts'

/** Subprotocols of exec and attach, the best first. */
export const programProtocols: readonly string[] = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'channel.k8s.io']

const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/** Runs a program over a WebSocket: the first byte of each message is its channel. */
export function programOverWebSocket(socket: WebSocket, connection: ProgramConnection): void {
  const send = (to: number, data: Uint8Array) => sendBytes(socket, Buffer.concat([Buffer.from([to]), data]))
  // An empty message tells that the connection stands, as the kubelet does.
  void send(connection.stdout ? channel.stdout : connection.stderr ? channel.stderr : channel.error, new Uint8Array()).catch(() => undefined)
  const program = runProgram(connection, {
    isJson: socket.protocol !== 'channel.k8s.io',
    channels: {
      out: (data) => send(channel.stdout, data),
      err: (data) => send(channel.stderr, data),
      finish(status) {
        const told = status === '' ? Promise.resolve() : send(channel.error, Buffer.from(status))
        // Without a code clients take the end for a failure.
        void told.catch(() => undefined).then(() => socket.close(1000))
      },
    },
  })
  let taking = Promise.resolve()
  socket.on('message', (message: RawData) => {
    const bytes = bytesOf(message)
    const [to] = bytes
    if (to === channel.close && bytes[1] === channel.stdin) taking = taking.then(() => program.endInput())
    if (to !== channel.stdin || bytes.length < 2) return
    // One message at a time: a program that does not read holds its client up.
    socket.pause()
    taking = taking.then(() => program.input(bytes.subarray(1))).then(() => socket.resume()).catch(() => socket.terminate())
  })
  socket.on('close', () => program.stop())
}
