import { chmodSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Duplex, PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type Docker from 'dockerode'
import { parseListening, type ListeningSocket } from '../network/listening.ts'
import type { SandboxInlet } from '../sandbox.ts'
import { startExec } from './docker-exec.ts'

/** Folder inside in which the sockets of inlets are. */
export const inletFolder = '/opt/rehearsal/inlets'

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }
const startMs = 10_000

/**
 * Ways into a container by programs inside it, for whoever may talk to Docker and is not root. They need socat in the image,
 * and count as programs of the learner's.
 */
export class ExecWays {
  readonly #container: Docker.Container
  readonly #pid: number

  constructor(container: Docker.Container, pid: number) {
    this.#container = container
    this.#pid = pid
  }

  async openInlets(inlets: readonly SandboxInlet[]): Promise<void> {
    await Promise.all(inlets.map(async ({ port, socketPath }) => {
      chmodSync(socketPath, 0o666)
      const from = `TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork,backlog=128,max-children=64`
      const { stream } = await startExec(this.#container, { command: ['socat', '-t', '60', from, `UNIX-CONNECT:${inletFolder}/${port}.sock`], cwd: '/', env }, { stdin: false })
      stream.on('error', () => undefined)
      stream.resume()
      const deadline = performance.now() + startMs
      while (!(await this.listening()).some((found) => found.port === port)) {
        if (stream.destroyed || stream.readableEnded || performance.now() > deadline) throw new Error('A way into the container could not be opened: is socat in its image?')
        await pause(10)
      }
    }))
  }

  async listening(): Promise<readonly ListeningSocket[]> {
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${this.#pid}/net/${name}`, 'latin1').catch(() => '')))
    return tables.flatMap(parseListening)
  }

  /** @throws when nothing listens on the port */
  async connect(port: number): Promise<Duplex> {
    const listening = (await this.listening()).filter((socket) => socket.port === port)
    if (listening.length === 0) throw new Error(`Nothing listens on port ${port} in this session`)
    const target = listening.some(({ overIpv4 }) => overIpv4) ? `TCP4:127.0.0.1:${port}` : `TCP6:[::1]:${port}`
    const { stream } = await startExec(this.#container, { command: ['socat', '-t', '60', '-', target], cwd: '/', env }, { stdin: true })
    const [output, complaints] = [new PassThrough(), new PassThrough()]
    complaints.resume()
    const modem: Docker['modem'] = this.#container.modem
    modem.demuxStream(stream, output, complaints)
    stream.once('end', () => output.end())
    stream.once('close', () => output.end())
    return Duplex.from({ readable: output, writable: stream })
  }

  close(): void {
    // They end with the container.
  }
}
