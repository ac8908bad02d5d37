import { randomUUID } from 'node:crypto'
import { PassThrough, type Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type Docker from 'dockerode'
import { constants } from 'node:os'
import { execMark } from '../local/session-processes.ts'
import type { ExecRequest, ExecResult } from '../sandbox.ts'

export interface ContainerCommand {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** Ends a program and all that it started, by the mark in their environment. */
export type KillMarked = (mark: string) => Promise<void>

// Docker itself would make a folder that is not there, and has other statuses for what cannot be started.
const inFolder = 'cd -- "$0" || exit 127; exec "$@"'
/** After the program ended, whatever it started may still hold its output: so long is waited for the last of it. */
const restOfOutputMs = 100
const lookEveryMs = 25
const killedMs = 5_000

/** Starts a program in a container. */
export async function startExec(container: Docker.Container, { command, cwd, env }: ContainerCommand, options: { readonly stdin: boolean }): Promise<{ readonly exec: Docker.Exec; readonly stream: Duplex }> {
  const exec = await container.exec({
    Cmd: ['/bin/sh', '-c', inFolder, cwd, ...command],
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    AttachStdin: options.stdin,
    AttachStdout: true,
    AttachStderr: true,
    WorkingDir: '/',
  })
  return { exec, stream: await exec.start({ hijack: true, stdin: options.stdin }) }
}

/** Runs a program in a container to its end or its time limit, as `Sandbox.exec` promises. */
export async function runInContainer(container: Docker.Container, order: ContainerCommand & { readonly request: ExecRequest; readonly kill: KillMarked }): Promise<ExecResult> {
  const { request, kill } = order
  const mark = randomUUID()
  const { exec, stream } = await startExec(container, { ...order, env: { ...order.env, [execMark]: mark } }, { stdin: request.stdin !== undefined })
  const output = collect(container, stream, request)
  stream.on('error', () => undefined)
  if (request.stdin) stream.end(request.stdin)

  let timedOut = false
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= kill(mark).catch((error: unknown) => console.error('A program in a container could not be ended:', error))
  }
  const timer = setTimeout(() => {
    timedOut = true
    stop()
  }, request.timeoutMs)
  if (request.signal?.aborted) stop()
  request.signal?.addEventListener('abort', stop)
  try {
    const code = await exitCode(exec, { isStopped: () => stopped !== undefined, stream })
    await stopped
    if (request.killChildren) await kill(mark)
    return { code, timedOut, ...output() }
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', stop)
    stream.destroy()
  }
}

// The stream ends with the last process that holds it, so the program itself is asked after; its end is seen at the
// latest a few moments later.
async function exitCode(exec: Docker.Exec, { isStopped, stream }: { readonly isStopped: () => boolean; readonly stream: Duplex }): Promise<number> {
  const over = endOf(stream)
  let stoppedFor = 0
  for (;;) {
    const { Running, ExitCode } = await exec.inspect()
    // Neither running nor ended: Docker answers before it has begun.
    if (!Running && ExitCode !== null) {
      await Promise.race([over, pause(restOfOutputMs)])
      return ExitCode
    }
    if (isStopped()) stoppedFor += lookEveryMs
    if (stoppedFor > killedMs) return 128 + constants.signals.SIGKILL
    await (stream.destroyed || stream.readableEnded ? pause(2) : Promise.race([over, pause(lookEveryMs)]))
  }
}

function endOf(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve)
    stream.once('close', resolve)
  })
}

function collect(container: Docker.Container, stream: Duplex, { maxOutputBytes, onOutput }: ExecRequest): () => Pick<ExecResult, 'stdout' | 'stderr' | 'truncated'> {
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  let room = maxOutputBytes
  let truncated = false
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('data', (chunk: Buffer) => {
      if (chunk.length > room) truncated = true
      const part = chunk.subarray(0, room)
      if (part.length === 0) return
      room -= part.length
      kept[name].push(part)
      onOutput?.(part, name)
    })
  }
  const modem: Docker['modem'] = container.modem
  modem.demuxStream(stream, streams.stdout, streams.stderr)
  return () => ({ stdout: Buffer.concat(kept.stdout), stderr: Buffer.concat(kept.stderr), truncated })
}
