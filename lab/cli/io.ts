/** Everything a command sees of the world around it. Tests give one of their own. */
export interface Io {
  /** Writes to stdout. */
  out(data: string | Uint8Array): void
  /** Writes to stderr. */
  err(data: string | Uint8Array): void
  /** Whole of stdin as UTF-8. */
  readStdin(): Promise<string>
  /** For commands that stay joined to something: exec, port-forward. */
  openLive(): Promise<LiveIo>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdinIsTty: boolean
  readonly stdoutIsTty: boolean
}

/** Input as it comes, the terminal, and Ctrl-C. Each returned function undoes its call. */
export interface LiveIo {
  /** Gives bytes as they are read; no more of them before the promise resolves. */
  readInput(onData: (data: Uint8Array) => Promise<void>, onEnd: () => void): () => void
  /** Keys come one by one and are not echoed. */
  rawKeys(): () => void
  size(): { readonly columns: number; readonly rows: number } | undefined
  onResize(changed: () => void): () => void
  onInterrupt(interrupted: () => void): () => void
}
