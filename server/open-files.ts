import { closeSync, openSync, readFileSync } from 'node:fs'

export interface OpenFilesOptions {
  /** What the console calls this process. */
  readonly name: string
  /** Files that must stay free for those who are in already: what they do opens some. */
  readonly reserve: number
  /** Told once when there is no more room, and once when there is again. */
  readonly log: (sentence: string) => void
  /** Files that may still be opened; the process's own when absent. */
  readonly free?: () => number
}

export interface OpenFiles {
  /** Whether somebody new may come in. Asked rarely enough that two system calls do not matter. */
  hasRoom(): boolean
}

/**
 * Keeps a process from running out of files: newcomers are refused while there is still enough for those it has. Without
 * it connections are dropped by the system without a word, and what learners do inside fails at whatever comes next.
 */
export function watchOpenFiles({ name, reserve, log, free = freeFiles }: OpenFilesOptions): OpenFiles {
  let full = false
  return {
    hasRoom() {
      const left = free()
      // The last one to leave would let one in and be told again, and so on.
      const enough = left >= (full ? reserve + Math.ceil(reserve / 4) : reserve)
      if (enough === full) {
        full = !enough
        log(full
          ? `The ${name} process may open ${left} more files: newcomers are refused until some are closed. Raise the limit (ulimit -n, LimitNOFILE=) for more.`
          : `The ${name} process takes newcomers again.`)
      }
      return enough
    },
  }
}

/** How many more files this process may open: the kernel gives the lowest free number to each. */
export function freeFiles(): number {
  try {
    const next = openSync('/dev/null', 'r')
    closeSync(next)
    return mostFiles() - next
  } catch (error) {
    // There is none left, here or on the whole machine; anything else is no sign of that.
    return isOutOfFiles(error) ? 0 : Number.POSITIVE_INFINITY
  }
}

/** The one failure of any system call that only says that there are too many files open. */
function isOutOfFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
}

let most: number | undefined

// Node raises the limit to the highest that it may have before anything of ours runs, and nobody changes it later.
function mostFiles(): number {
  most ??= readLimit()
  return most
}

function readLimit(): number {
  try {
    const [, soft = ''] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return soft ? Number(soft) : Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY // Another system than Linux does not say.
  }
}
