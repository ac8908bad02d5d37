import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { closeSync, constants, mkdirSync, openSync, chmodSync, chownSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { closeFrom } from '../close-descriptors.ts'
import { hostEnvironment } from '../linux/engine.ts'
import { asUser, joinGroups } from '../linux/launcher.ts'
import { killGroup } from '../processes.ts'
import type { SandboxInlet } from '../sandbox.ts'
import { parseListening, type ListeningSocket } from './listening.ts'

export interface RelayOptions {
  /** A process in the sandbox's network namespace, and what leads a command there. */
  readonly pid: number
  readonly enter: readonly string[]
  readonly uid: number
  /** Folder that the sandbox's user may pass and nobody inside sees. */
  readonly folder: string
  /** Control groups of the sandbox, for relays that have no limit of their own. */
  readonly groups?: readonly string[]
}

/** At once, each way. More wait in the queue of the socket. */
const mostConnections = 64
/** After one side has ended, the other may still talk for so long. */
const halfClosedSeconds = 60
const startMs = 10_000
// O_PATH: a descriptor that is a name, for what cannot be opened, such as a socket. Node has no constant for it.
const pathOnly = 0x20_0000

/**
 * Ways into the network namespace of a sandbox, one process of socat for each port. They run outside of the sandbox's
 * processes and files, as its user and without rights; no address and no route leads from there to anything else.
 */
export class Relays {
  readonly #options: RelayOptions
  readonly #ports: string
  readonly #children = new Set<ChildProcess>()
  /** By port and family: where connections from outside go in. */
  readonly #outside = new Map<string, Promise<string>>()
  #closed = false

  constructor(options: RelayOptions) {
    this.#options = options
    this.#ports = join(options.folder, 'ports')
    mkdirSync(this.#ports, { recursive: true, mode: 0o700 })
    if (process.getuid?.() === 0) chownSync(this.#ports, options.uid, options.uid)
  }

  /** Makes unix sockets of ours appear inside as ports on 127.0.0.1. */
  async openInlets(inlets: readonly SandboxInlet[]): Promise<void> {
    await Promise.all(inlets.map(async ({ port, socketPath, datagrams = false }) => {
      // The folder above it keeps others away; the sandbox's user comes by the descriptor.
      chmodSync(socketPath, 0o666)
      const socket = openSync(socketPath, constants.O_RDONLY | pathOnly)
      try {
        const from = datagrams ? `UDP4-RECVFROM:${port},bind=127.0.0.1,fork` : `TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork,backlog=128,max-children=${mostConnections}`
        const child = this.#start(from, 'UNIX-CONNECT:/proc/self/fd/3', { socket, datagrams })
        await this.#until(child, async () => (datagrams ? this.#takesDatagrams(port) : (await this.listening()).some((found) => found.port === port)))
      } finally {
        closeSync(socket)
      }
    }))
  }

  async #takesDatagrams(port: number): Promise<boolean> {
    const table = await readFile(`/proc/${this.#options.pid}/net/udp`, 'latin1')
    return table.includes(`: 0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} `)
  }

  /** Every socket that listens inside. */
  async listening(): Promise<readonly ListeningSocket[]> {
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${this.#options.pid}/net/${name}`, 'latin1').catch(() => '')))
    return tables.flatMap(parseListening)
  }

  /** @throws when nothing listens on the port */
  async connect(port: number): Promise<Duplex> {
    const listening = (await this.listening()).filter((socket) => socket.port === port)
    if (listening.length === 0) throw new Error(`Nothing listens on port ${port} in this session`)
    const target = listening.some(({ overIpv4 }) => overIpv4) ? `TCP4:127.0.0.1:${port}` : `TCP6:[::1]:${port}`
    const path = await this.#way(target)
    return new Promise((resolve, reject) => {
      const connection = createConnection(path)
      connection.once('error', reject)
      connection.once('connect', () => {
        connection.off('error', reject)
        resolve(connection)
      })
    })
  }

  /** Ends every relay and what goes through it. */
  close(): void {
    this.#closed = true
    for (const { pid } of this.#children) if (pid !== undefined) killGroup(pid)
  }

  #way(target: string): Promise<string> {
    const known = this.#outside.get(target)
    if (known) return known
    const path = join(this.#ports, String(this.#outside.size))
    const child = this.#start(`UNIX-LISTEN:${path},fork,backlog=128,max-children=${mostConnections}`, target)
    const way = this.#until(child, () => this.#accepts(path)).then(() => path)
    this.#outside.set(target, way)
    // A relay that ended is started again for the next connection.
    child.once('exit', () => this.#outside.delete(target))
    way.catch(() => this.#outside.delete(target))
    return way
  }

  // A trial connection would reach the learner's server, so the kernel's table is asked: flag 0x10000 is "listens".
  async #accepts(path: string): Promise<boolean> {
    const table = await readFile(`/proc/${this.#options.pid}/net/unix`, 'utf8').catch(() => '')
    return table.split('\n').some((line) => line.endsWith(` ${path}`) && line.split(' ')[3] === '00010000')
  }

  #start(from: string, to: string, { socket, datagrams = false }: { readonly socket?: number; readonly datagrams?: boolean } = {}): ChildProcess {
    if (this.#closed) throw new Error('This sandbox has been destroyed')
    const { enter, uid, groups = [] } = this.#options
    // All but the one descriptor: a relay that keeps a terminal open keeps its programs from seeing it close.
    const script = `${closeFrom(socket === undefined ? 3 : 4)}${joinGroups}exec "$@"`
    // Each datagram is a process, and socat does not count them: so the session's limits do.
    const args = ['--norc', '-c', script, 'rehearsal', ...(datagrams ? groups : []), '--', ...enter, ...asUser(uid, ['--pdeathsig=KILL']), 'socat', '-t', String(halfClosedSeconds), from, to]
    const stdio: StdioOptions = ['ignore', 'ignore', 'ignore', ...(socket === undefined ? [] : [socket])]
    const child = spawn('bash', args, { cwd: '/', env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, stdio, detached: true })
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    child.once('error', () => this.#children.delete(child))
    return child
  }

  async #until(child: ChildProcess, isUp: () => Promise<boolean>): Promise<void> {
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`A way into the sandbox could not be opened: socat ended with ${code}`)))
    })
    ended.catch(() => undefined)
    const deadline = performance.now() + startMs
    while (!(await Promise.race([isUp(), ended]))) {
      if (performance.now() > deadline) throw new Error('A way into the sandbox could not be opened in time')
      await pause(3)
    }
  }
}
