import { insideHome } from '../sandbox/home-path.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { watchScript } from './shell-scripts.ts'

const lookEverySeconds = 2
const longestMs = 24 * 60 * 60_000

/**
 * Tells when something below a folder changes, within two seconds and a little, until `stop` is called. It is a loop
 * inside the sandbox, on the learner's own share of the processor; ask for it only while somebody looks.
 */
export function watchFiles(sandbox: Sandbox, path: string, onChange: () => void): { stop(): void } {
  const controller = new AbortController()
  sandbox.exec({
    command: ['/bin/sh', '-c', watchScript, 'sh', insideHome(path, sandbox.home), String(lookEverySeconds)],
    timeoutMs: longestMs,
    // Each change is eight bytes; the watch ends before it is cut off, and so does a day.
    maxOutputBytes: 1024 * 1024,
    killChildren: true,
    signal: controller.signal,
    onOutput: (chunk) => {
      if (chunk.includes('changed') && !controller.signal.aborted) onChange()
    },
  }).catch((error: unknown) => {
    // A sandbox that ended has no files to watch; anything else is worth knowing.
    if (!controller.signal.aborted) console.error('Files can no longer be watched:', error)
  })
  return { stop: () => controller.abort() }
}
