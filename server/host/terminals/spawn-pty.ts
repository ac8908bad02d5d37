import type { ReadStream } from 'node:tty'
import { spawn, type IPty } from 'node-pty'
import type { Pty } from '../sandbox/sandbox.ts'
import { FdWriter } from './fd-writer.ts'
import { PtyReader } from './pty-reader.ts'

export interface SpawnPtyOptions {
  readonly command: readonly string[]
  readonly cwd: string
  /** Complete environment; nothing of ours is added but TERM. */
  readonly env: Readonly<Record<string, string>>
  readonly cols: number
  readonly rows: number
  /** User of the process, when it is not our own. */
  readonly uid?: number
  readonly gid?: number
}

/** What node-pty has and does not declare: its end of the terminal. */
interface Inside {
  readonly fd: number
  readonly _socket: ReadStream
}

/**
 * A program on a pseudo terminal of its own, for every driver whose programs are children of the host process. It mends
 * three things of node-pty: input waits without burning time when nobody reads it; nothing printed is lost when the
 * program ends while reading is paused; and no call throws after the end.
 */
export function spawnPty({ command, cwd, env, cols, rows, uid, gid }: SpawnPtyOptions): Pty & { readonly pid: number } {
  const [file = '/bin/sh', ...args] = command
  const user = uid === undefined ? {} : { uid, gid: gid ?? uid }
  const term = spawn(file, args, { name: 'xterm-256color', cols, rows, cwd, env: { ...env }, encoding: null, ...user })
  // node-pty's type does not show these two; both are there in the pinned version, and the tests beside this file need them.
  const { fd, _socket: socket } = term as unknown as Inside
  const writer = new FdWriter(fd)
  let ended = false
  const reader = new PtyReader(fd, socket, () => {
    ended = true
    writer.close()
  })

  return {
    pid: term.pid,
    write: (data) => writer.write(data),
    pendingInput: () => writer.pending,
    discardInput: () => writer.discard(),
    resize: (wide, high) => {
      if (!ended) tryResize(term, wide, high)
    },
    pause: () => reader.pause(),
    resume: () => reader.resume(),
    kill: (signal) => {
      if (!ended) term.kill(signal)
    },
    foreground: () => (ended ? undefined : term.process),
    onData: (listener) => reader.onData(listener),
    readInto: (memory) => reader.readInto(memory),
    onExit: (listener) => void term.onExit(({ exitCode, signal }) => listener({ code: signal ? 128 + signal : exitCode, ...(signal ? { signal } : {}) })),
  }
}

function tryResize(term: IPty, cols: number, rows: number): void {
  try {
    term.resize(cols, rows)
  } catch {
    // The program ended a moment ago and its terminal with it (EBADF), or the size is none: there is nothing to do.
  }
}
