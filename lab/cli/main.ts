import { writeSync } from 'node:fs'
import { basename } from 'node:path'
import { leaveTerminalAlone } from './background.ts'
import type { ProgramName } from './command.ts'
import type { Io } from './io.ts'
import { runCli } from './run-cli.ts'
import { pauseBriefly, readAllOfStdin } from './stdin.ts'

const names: readonly string[] = ['oc', 'kubectl', 'istioctl'] satisfies readonly ProgramName[]

/** Status of a shell for a program that ended by SIGPIPE: `oc get pods | head -1`. */
const brokenPipe = 141

void start()

// The name under which the program was called decides what it is; `node lab-cli.js oc get pods` works too.
async function start(): Promise<void> {
  leaveTerminalAlone()
  const [called, ...words] = process.argv.slice(1)
  const own = basename(called ?? '').replace(/\.(js|mjs|cjs|cmd|exe)$/, '')
  const [first = '', ...rest] = words
  const program = names.includes(own) ? own : names.includes(first) ? first : 'kubectl'
  process.exitCode = await runCli(program as ProgramName, program === first && program !== own ? rest : words, terminalIo()) // It is one of `names`.
}

// Output is written at once, not queued: what was printed is out when the process ends, and a reader that went away ends us.
function terminalIo(): Io {
  return {
    out: (text) => write(1, text),
    err: (text) => write(2, text),
    readStdin: async () => readAllOfStdin(),
    openLive: async () => (await import('./live-io.ts')).processLiveIo(),
    env: process.env,
    cwd: process.cwd(),
    get stdinIsTty() {
      return isTerminal(0)
    },
    get stdoutIsTty() {
      return isTerminal(1)
    },
  }
}

// Asked for only when needed: the module takes milliseconds to load.
function isTerminal(fd: 0 | 1): boolean {
  return process.getBuiltinModule('node:tty').isatty(fd)
}

function write(fd: 1 | 2, data: string | Uint8Array): void {
  let rest = Buffer.from(data)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'EPIPE') process.exit(brokenPipe)
      if (code !== 'EAGAIN') throw error
      pauseBriefly()
    }
  }
}
