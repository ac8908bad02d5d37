import type { Duplex } from 'node:stream'
import { runProgram, type ProgramConnection } from './run-program.ts'
import { SpdyConnection, type SpdyStream } from './spdy/connection.ts'

/** Versions of exec and attach, the best first. */
export const spdyProgramProtocols: readonly string[] = ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io']

/** How long a client may take to open its streams. */
const patienceMs = 30_000

/** Runs a program over SPDY: the client opens a stream for each of its channels, and the program starts when all are there. */
export function programOverSpdy(socket: Duplex, connection: ProgramConnection, protocol: string): void {
  const version = Number(/^v(\d)/.exec(protocol)?.[1] ?? 1)
  const streams = new Map<string, SpdyStream>()
  const wanted = [
    'error', ...(['stdin', 'stdout', 'stderr'] as const).filter((name) => connection[name]), ...(connection.tty && version >= 3 ? ['resize'] : []),
  ]
  let stop = () => {}
  const timer = setTimeout(() => socket.destroy(), patienceMs)
  const spdy = new SpdyConnection(socket, {
    onStream(stream) {
      streams.set(stream.headers['streamtype'] ?? '', stream)
      if (stop !== begun && wanted.every((name) => streams.has(name))) begin()
    },
    onClose() {
      clearTimeout(timer)
      stop()
    },
  })

  function begun(): void {
    program?.stop()
  }

  let program: ReturnType<typeof runProgram> | undefined
  function begin(): void {
    clearTimeout(timer)
    stop = begun
    const [stdin, stdout, stderr, error] = ['stdin', 'stdout', 'stderr', 'error'].map((name) => streams.get(name))
    // Sizes of a terminal change nothing here, and nobody writes to us on our own channels.
    for (const name of ['error', 'stdout', 'stderr', 'resize']) streams.get(name)?.resume()
    program = runProgram(connection, {
      isJson: version >= 4,
      channels: {
        out: (data) => writeTo(stdout, data),
        err: (data) => writeTo(stderr ?? stdout, data),
        finish(status) {
          const ends = [stdout, stderr].filter((one) => one !== undefined).map((one) => endOf(one))
          void Promise.all([...ends, error ? endOf(error, status) : undefined]).then(() => spdy.end())
        },
      },
    })
    if (stdin) void feed(stdin, program)
  }
}

async function feed(stdin: SpdyStream, program: ReturnType<typeof runProgram>): Promise<void> {
  try {
    for await (const chunk of stdin) await program.input(chunk)
  } catch {
    // The client is gone; so is the program, soon.
  }
  program.endInput()
}

function writeTo(stream: SpdyStream | undefined, data: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!stream || stream.destroyed) reject(new Error('the stream is closed'))
    else stream.write(data, (error) => (error ? reject(error) : resolve()))
  })
}

/** Ends a stream; resolves when that is on its way, or the stream is gone. */
function endOf(stream: SpdyStream, last = ''): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) return resolve()
    stream.once('close', resolve)
    return void stream.end(last, () => resolve())
  })
}
