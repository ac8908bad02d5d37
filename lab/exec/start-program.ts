import type { ConnectedProgram, ExecOrder, ProgramStreams } from '../kube/pod-connections.ts'
import { BrokenPipe, noInput, Pipe } from './pipe.ts'
import { toBytes, type ContainerView, type Process } from './process.ts'
import { bareName, findProgram, shellNames } from './programs.ts'
import { Interrupted } from './shell/jumps.ts'
import { runShell } from './shell/run-shell.ts'
import { Terminal } from './terminal.ts'

class SessionOver extends Error {}

/** Starts a program in a container. A name that is no program there ends at once with 126, in the words of Docker. */
export function startProgram(view: ContainerView, order: ExecOrder, output: ProgramStreams): ConnectedProgram {
  const session = new AbortController()
  const stop = () => session.abort(new SessionOver('the session is over'))
  const parts = { output: { out: listened(output.out), err: listened(output.err) }, session, stop }
  return order.tty ? onTerminal(view, order, parts) : onPipes(view, order, parts)
}

/** Whatever went wrong with a client, its program has somebody who reads no more. */
function listened(write: (data: Uint8Array) => Promise<void>): (data: Uint8Array) => Promise<void> {
  return async (data) => {
    try {
      await write(data)
    } catch (error) {
      throw new BrokenPipe('Broken pipe', { cause: error })
    }
  }
}

interface Session {
  readonly output: ProgramStreams
  readonly session: AbortController
  stop(): void
}

function onPipes(view: ContainerView, { command, stdin }: ExecOrder, { output, session, stop }: Session): ConnectedProgram {
  const input = stdin ? new Pipe() : noInput()
  const process: Omit<Process, 'name' | 'args'> = {
    env: view.env, cwd: '/', view, stdin: input, signal: session.signal, outIsTerminal: false,
    out: (data) => output.out(toBytes(data)),
    err: (data) => output.err(toBytes(data)),
  }
  const ended = outcome(run(command, process)).finally(() => input.close())
  return {
    input: (data) => ignoreBroken(input.write(data)),
    endInput: () => input.end(),
    ended,
    stop() {
      stop()
      input.close()
    },
  }
}

function onTerminal(view: ContainerView, { command, stdin }: ExecOrder, { output, session, stop }: Session): ConnectedProgram {
  const foreground = new AbortController()
  session.signal.addEventListener('abort', () => foreground.abort(session.signal.reason), { once: true })
  let interrupt = () => foreground.abort(new Interrupted('interrupted'))
  const terminal: Terminal = new Terminal({ out: (data) => output.out(data), interrupt: () => interrupt() })
  const write = (data: string | Uint8Array) => terminal.write(data)
  if (!stdin) terminal.hangUp()
  const ended = outcome(run(command, {
    env: { ...view.env, TERM: 'xterm' }, cwd: '/', view, stdin: terminal.lines, signal: foreground.signal, outIsTerminal: true, out: write, err: write,
    terminal: {
      lines: terminal.lines, write,
      onInterrupt(handler) {
        interrupt = handler
      },
    },
  }))
  return {
    input: (data) => ignoreBroken(terminal.type(data)),
    endInput: () => terminal.hangUp(),
    ended: ended.finally(() => terminal.lines.close()),
    stop() {
      stop()
      terminal.lines.close()
    },
  }
}

function run([called = '', ...args]: readonly string[], process: Omit<Process, 'name' | 'args'>): Promise<number> {
  const name = bareName(called) ?? called
  if (shellNames.includes(name)) return runShell({ ...process, name, args })
  const program = findProgram(called, process.view.container)
  return program ? program({ ...process, name, args }) : notThere(called, process)
}

async function notThere(called: string, { view, cwd, out }: Omit<Process, 'name' | 'args'>): Promise<number> {
  const path = called.startsWith('/') ? called : `${cwd}${called}`
  const isThere = called.includes('/') && (view.files.read(path) !== undefined || view.files.isFolder(path))
  const reason = isThere ? 'permission denied' : called.includes('/') ? 'no such file or directory' : 'executable file not found in $PATH'
  const what = called.includes('/') ? `stat ${called}` : `exec: \\"${called}\\"`
  await out(`OCI runtime exec failed: exec failed: container_linux.go:349: starting container process caused "${isThere ? `exec: \\"${called}\\"` : what}: ${reason}": unknown\r\n`)
  return 126
}

async function outcome(running: Promise<number>): Promise<number> {
  try {
    return await running
  } catch (error) {
    if (error instanceof BrokenPipe) return 141
    if (error instanceof Interrupted) return 130
    if (error instanceof SessionOver) return 137
    throw error
  }
}

/** Input for a program that reads no more is dropped. */
async function ignoreBroken(writing: Promise<void>): Promise<void> {
  try {
    await writing
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error
  }
}
