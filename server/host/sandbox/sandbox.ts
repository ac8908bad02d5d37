import type { Duplex } from 'node:stream'

/** The strongest first. */
export const driverNames = ['oci', 'docker', 'bwrap', 'local'] as const
export type DriverName = (typeof driverNames)[number]

/** Ceilings of one session. Sizes in bytes, times in milliseconds. */
export interface SandboxLimits {
  readonly maxProcesses: number
  readonly memoryBytes: number
  readonly cpuCores: number
  readonly homeBytes: number
  readonly maxOpenFiles: number
  readonly maxTerminals: number
}

/** A file or folder of ours that appears read-only inside. */
export interface SandboxMount {
  readonly from: string
  readonly to: string
}

/** A unix socket of the host process that appears inside as a TCP port on 127.0.0.1. */
export interface SandboxInlet {
  readonly port: number
  readonly socketPath: string
  /** A UDP port instead: each datagram is a connection, and what comes back over it is the answer. */
  readonly datagrams?: boolean
  /** Only where the session has a loopback of its own; on the machine's it would be in others' way. */
  readonly ownLoopback?: boolean
}

export interface SandboxSpec {
  /** Session id; drivers label everything they make with it, so that the reaper finds it again. */
  readonly id: string
  /** Image or rootfs name from `environments/`; a driver that has no images ignores it. */
  readonly image: string
  /** Whether the learner is root inside (drivers without user namespaces run as an ordinary user all the same). */
  readonly root: boolean
  /** Directories that come first on PATH inside. */
  readonly binaries: readonly SandboxMount[]
  readonly mounts: readonly SandboxMount[]
  readonly inlets: readonly SandboxInlet[]
  /** Names that lead to 127.0.0.1 inside; `*.name` stands for everything below it where the driver can answer for that. */
  readonly hostNames?: readonly string[]
  /** Complete environment of every process inside besides PATH, HOME, USER, SHELL and TERM. */
  readonly env: Readonly<Record<string, string>>
  readonly limits: SandboxLimits
  /** Whether it may have a way to the internet. Where there is none to have, a warning says why. */
  readonly internet: boolean
}

export interface PtyOptions {
  readonly cols: number
  readonly rows: number
  /** Absolute, or relative to the home folder. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Program and arguments; the login shell with our integration when absent. */
  readonly command?: readonly string[]
}

/** A terminal inside a sandbox. Writing, resizing and killing after the exit do nothing and never throw. */
export interface PtyExit {
  readonly code: number
  readonly signal?: number
  /** The kernel ended it because the session has no memory left; absent where the driver cannot tell. */
  readonly outOfMemory?: boolean
}
export interface Pty {
  write(data: Uint8Array): void
  /** Bytes written that the program has not taken yet; whoever writes keeps them bounded. `spawnPty` of terminals/ has it. */
  pendingInput?(): number
  /** Forgets them, as a terminal does when it is interrupted. */
  discardInput?(): void
  resize(cols: number, rows: number): void
  pause(): void
  resume(): void
  kill(signal?: NodeJS.Signals): void
  /** Name of the foreground program, when the driver can tell. */
  foreground(): string | undefined
  onData(listener: (data: Buffer) => void): void
  /** Much output may be read into this memory, from its beginning on; what `onData` brings is a view of it then. */
  readInto?(memory: () => Uint8Array): void
  /** Called once, after the last data. */
  onExit(listener: (exit: PtyExit) => void): void
}

export interface ExecRequest {
  readonly command: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: Uint8Array
  /** After this the process and all its children are killed. */
  readonly timeoutMs: number
  /** Output beyond this is dropped, and `truncated` says so. */
  readonly maxOutputBytes: number
  /** Whether whatever the process started is killed too once it has ended by itself; a daemon lives on otherwise. */
  readonly killChildren?: boolean
  /** Ends it early, as the time limit would. */
  readonly signal?: AbortSignal
  /** Gets output as it comes, both streams in order of arrival. */
  readonly onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void
}

export interface ExecResult {
  /** Exit status; 128 + signal number when killed by one. */
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly timedOut: boolean
  readonly truncated: boolean
}

/**
 * One learner's machine. Files are reached only through `exec`, never through host paths: a learner's symlink must be
 * resolved where the learner is.
 */
export interface Sandbox {
  readonly id: string
  /** Home folder as seen inside. */
  readonly home: string
  /** The file system is the machine's own: we write nothing outside the home folder. */
  readonly sharesFiles?: boolean
  /** What the spec asked for and this machine could not give, one sentence each. */
  readonly warnings?: readonly string[]
  openPty(options: PtyOptions): Promise<Pty>
  exec(request: ExecRequest): Promise<ExecResult>
  /** A connection to a TCP port on the sandbox's own loopback; rejects when nothing listens. */
  connect(port: number): Promise<Duplex>
  /** TCP ports in state LISTEN inside. */
  listeningPorts(): Promise<readonly number[]>
  /**
   * Ends every process and frees everything; may be called twice. With `keepHome` the home folder stays, and the next
   * sandbox that this driver makes with the same id has it.
   */
  destroy(options?: { readonly keepHome?: boolean }): Promise<void>
  /** Called once when the sandbox ends by itself (out of memory, killed from outside). */
  onEnd(listener: (reason: string) => void): void
}

export type DriverProbe =
  | { readonly ok: true; readonly version: string; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly reason: string }

export interface SandboxDriver {
  readonly name: DriverName
  /** True where a shell is a shell on the machine itself: such a driver may only be reached over loopback. */
  readonly loopbackOnly: boolean
  /** Whether this driver really works here, found by starting something. */
  probe(): Promise<DriverProbe>
  create(spec: SandboxSpec): Promise<Sandbox>
  /** Removes whatever earlier hosts left behind; resolves to the number of sandboxes removed. */
  reap(): Promise<number>
}
