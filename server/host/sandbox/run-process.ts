import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import type { Readable } from 'node:stream'
import { constants } from 'node:os'
import type { ExecRequest, ExecResult } from './sandbox.ts'

export interface RunProcessOptions {
  readonly command: readonly string[]
  readonly cwd: string
  /** Complete; nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>
  readonly request: Pick<ExecRequest, 'stdin' | 'timeoutMs' | 'maxOutputBytes' | 'onOutput' | 'signal'>
  /** Called at once, before anything else can happen. */
  readonly onStart?: (pid: number) => void
  /** Ends the process and all it started. Called at the time limit. */
  readonly kill: (pid: number) => Promise<void> | void
}

/** After the process ended, whatever it started may still hold its output: so long is waited for the last of it. */
const restOfOutputMs = 100
/** A process that does not even end when it is killed (a disk that does not answer) must not hold up who waits for it. */
const killedMs = 5_000

/**
 * Runs a program outside of any terminal, in a process group of its own, to its end or its time limit.
 * A program that cannot be started ends with 127, as in a shell; nothing rejects for what the program does.
 */
export function runProcess({ command, cwd, env, request, onStart, kill }: RunProcessOptions): Promise<ExecResult> {
  const [file = '', ...args] = command
  // Next's types want NODE_ENV in every environment; a learner's has none.
  const options: SpawnOptions = { cwd, env: { ...env } as NodeJS.ProcessEnv, detached: true, stdio: [request.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'] }
  const child = spawn(file, args, options)
  if (child.pid !== undefined) onStart?.(child.pid)
  const output = collectOutput(child, request)
  feed(child, request.stdin)

  return new Promise((resolve) => {
    let timedOut = false
    let giveUp: NodeJS.Timeout | undefined
    let killed: Promise<void> | undefined
    const stop = () => {
      giveUp ??= setTimeout(() => end(128 + constants.signals.SIGKILL), killedMs)
      if (child.pid === undefined) return
      killed ??= Promise.resolve(kill(child.pid)).catch((error: unknown) => console.error('A process could not be killed:', error))
    }
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, request.timeoutMs)
    if (request.signal?.aborted) stop()
    request.signal?.addEventListener('abort', stop)

    const end = (code: number) => {
      clearTimeout(timer)
      clearTimeout(giveUp)
      request.signal?.removeEventListener('abort', stop)
      resolve({ code, timedOut, ...output.result() })
    }
    child.once('error', (error) => {
      output.say(`${file}: ${reason(error)}\n`)
      end(127)
    })
    child.once('exit', (code, signal) => {
      const status = code ?? 128 + (signal ? constants.signals[signal] : 0)
      // The children that outlive it are gone, too, once the caller hears of its end.
      void Promise.all([closedSoon(child), killed]).then(() => end(status))
    })
  })
}

function feed(child: ChildProcess, stdin: Uint8Array | undefined): void {
  // A program that does not read its input closes the pipe: that is its right.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin)
}

function closedSoon(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, restOfOutputMs)
    child.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

// What comes after the result was taken is still read, so that a daemon that keeps the pipe is not ended by SIGPIPE.
function collectOutput(child: ChildProcess, { maxOutputBytes, onOutput }: RunProcessOptions['request']) {
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  let room = maxOutputBytes
  let truncated = false
  let taken = false

  function keep(chunk: Buffer, stream: 'stdout' | 'stderr'): void {
    if (taken) return
    if (chunk.length > room) truncated = true
    const part = chunk.subarray(0, room)
    if (part.length === 0) return
    room -= part.length
    kept[stream].push(part)
    onOutput?.(part, stream)
  }

  for (const name of ['stdout', 'stderr'] as const) {
    const stream: Readable | null = child[name]
    stream?.on('data', (chunk: Buffer) => keep(chunk, name))
    stream?.on('error', () => undefined)
  }
  return {
    say: (text: string) => keep(Buffer.from(text), 'stderr'),
    result() {
      taken = true
      return { stdout: Buffer.concat(kept.stdout), stderr: Buffer.concat(kept.stderr), truncated }
    },
  }
}

function reason(error: Error): string {
  return 'code' in error && error.code === 'ENOENT' ? 'no such program or folder' : error.message
}
