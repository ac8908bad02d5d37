import type { LogLine, LogRange } from '../kube/pod-logs.ts'

/** Lines kept for a container: enough for `oc logs`, little enough for many labs. */
const keptLines = 1000
const longestLine = 8192

/** What one container wrote, the oldest lines falling off. */
export class ContainerLog {
  #lines: LogLine[]
  readonly #followers = new Set<(line: LogLine) => void>()

  constructor(lines: readonly LogLine[] = []) {
    this.#lines = [...lines]
  }

  append(atMs: number, text: string): void {
    const line = { atMs, line: text.slice(0, longestLine) }
    this.#lines.push(line)
    // Cut in steps: shifting at every line would cost the length of the log each time.
    if (this.#lines.length >= 2 * keptLines) this.#lines = this.#lines.slice(-keptLines)
    for (const follower of this.#followers) follower(line)
  }

  read({ tailLines, sinceMs }: LogRange): readonly LogLine[] {
    const found = this.entries().filter(({ atMs }) => sinceMs === undefined || atMs >= sinceMs)
    const from = tailLines === undefined ? 0 : Math.max(0, found.length - tailLines)
    return found.slice(from)
  }

  follow(follower: (line: LogLine) => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  entries(): readonly LogLine[] {
    return this.#lines.slice(-keptLines)
  }
}
