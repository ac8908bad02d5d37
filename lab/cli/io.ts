/** Everything a command sees of the world around it. Tests give one of their own. */
export interface Io {
  /** Writes to stdout. */
  out(text: string): void
  /** Writes to stderr. */
  err(text: string): void
  /** Whole of stdin as UTF-8. */
  readStdin(): Promise<string>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdinIsTty: boolean
  readonly stdoutIsTty: boolean
}
