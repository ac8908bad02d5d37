import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type Docker from 'dockerode'
import { foregroundOf } from '../linux/foreground.ts'
import { sizedTerminalScript } from '../linux/launcher.ts'
import type { Pty } from '../sandbox.ts'
import type { ContainerCommand } from './docker-exec.ts'

export interface DockerPtyOptions extends ContainerCommand {
  readonly cols: number
  readonly rows: number
  /** Sends a signal to a process, by its number outside. */
  readonly signal: (pid: number, signal: NodeJS.Signals) => Promise<void>
}

const lookEveryMs = 20
/** A program that goes on without its terminal is no longer waited for. */
const mostLooks = 100

/** A terminal in a container, made by Docker. What is typed waits in the stream, which is bounded by whoever writes. */
export async function openDockerPty(container: Docker.Container, { command, cwd, env, cols, rows, signal }: DockerPtyOptions): Promise<Pty> {
  const exec = await container.exec({
    Cmd: ['/bin/sh', '-c', sizedTerminalScript, cwd, String(cols), String(rows), ...command],
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    WorkingDir: '/',
  })
  const stream: Duplex = await exec.start({ hijack: true, stdin: true, Tty: true })
  const [dataListeners, exitListeners]: [((data: Buffer) => void)[], ((exit: { code: number }) => void)[]] = [[], []]
  let ended = false
  let exit: { code: number } | undefined
  stream.on('data', (data: Buffer) => {
    for (const listener of dataListeners) listener(data)
  })
  // Its close follows, and says all there is to say.
  stream.on('error', () => undefined)
  const over = new Promise<void>((resolve) => {
    stream.once('end', resolve)
    stream.once('close', resolve)
  })
  stream.pause()
  const input = orderedInput(stream)
  const pid = await programOf(exec)
  // The program waits for it.
  await exec.resize({ w: cols, h: rows }).catch(() => undefined)
  const finish = async () => {
    if (ended) return
    ended = true
    stream.destroy()
    exit = { code: await statusOf(exec) }
    for (const listener of exitListeners) listener(exit)
  }
  // A program may have ended by now, and then nothing more is heard of its stream.
  void over.then(finish)
  stream.resume()

  return {
    write: (data) => {
      if (!ended) input.write(data)
    },
    pendingInput: () => input.pending(),
    resize(wide, high) {
      // A program that has ended has no size. Podman answers with 201, which the library takes for an error.
      if (!ended && wide > 0 && high > 0) input.after(exec.resize({ w: wide, h: high }).catch(() => undefined))
    },
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    kill(name = 'SIGHUP') {
      if (!ended && pid > 1) signal(pid, name).catch((error: unknown) => console.error('A terminal of a container could not be ended:', error))
    },
    foreground: () => (ended ? undefined : foregroundOf(pid)),
    onData: (listener) => void dataListeners.push(listener),
    onExit(listener) {
      if (exit) listener(exit)
      else exitListeners.push(listener)
    },
  }
}

/** What is typed after a change of size must not arrive before it: they go to the daemon on two connections. */
function orderedInput(stream: Duplex) {
  let waiting: Uint8Array[] = []
  let changes = 0
  return {
    write(data: Uint8Array): void {
      if (changes > 0) waiting.push(data)
      else stream.write(data)
    },
    pending: () => stream.writableLength + waiting.reduce((sum, { length }) => sum + length, 0),
    after(change: Promise<unknown>): void {
      changes += 1
      void change.finally(() => {
        changes -= 1
        if (changes > 0 || stream.destroyed) return
        for (const data of waiting) stream.write(data)
        waiting = []
      })
    },
  }
}

/** Number of the program outside. Docker answers before it has one. */
async function programOf(exec: Docker.Exec): Promise<number> {
  for (let look = 0; look < mostLooks; look += 1) {
    const { Pid, Running, ExitCode } = await exec.inspect()
    if (Pid > 0 || (!Running && ExitCode !== null)) return Pid
    await pause(lookEveryMs)
  }
  throw new Error('The terminal of a container did not begin')
}

async function statusOf(exec: Docker.Exec): Promise<number> {
  for (let look = 0; look < mostLooks; look += 1) {
    const found = await exec.inspect().catch(() => undefined)
    // The container is gone, and the program with it.
    if (!found) return 137
    if (!found.Running) return found.ExitCode ?? 137
    await pause(lookEveryMs)
  }
  return 129
}
