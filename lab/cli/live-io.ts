import { ReadStream, WriteStream } from 'node:tty'
import type { LiveIo } from './io.ts'

/**
 * Input as it comes, and a terminal whose keys are passed on unread. `process.stdin` makes a pipe non-blocking for everyone who shares it, which
 * only matters for commands that leave some of it unread: those with live input read it to its end.
 */
export function processLiveIo(): LiveIo {
  const { stdin, stdout } = process
  return {
    readInput(onData, onEnd) {
      const take = (data: Buffer) => {
        stdin.pause()
        void onData(data).then(() => {
          if (!stdin.destroyed) stdin.resume()
        })
      }
      stdin.on('data', take)
      stdin.once('end', onEnd)
      return () => {
        stdin.off('data', take)
        stdin.off('end', onEnd)
        stdin.destroy()
      }
    },
    rawKeys() {
      if (!(stdin instanceof ReadStream)) return () => undefined
      stdin.setRawMode(true)
      return () => void stdin.setRawMode(false)
    },
    size: () => (stdout instanceof WriteStream ? { columns: stdout.columns, rows: stdout.rows } : undefined),
    onResize(changed) {
      stdout.on('resize', changed)
      return () => void stdout.off('resize', changed)
    },
    onInterrupt(interrupted) {
      process.once('SIGINT', interrupted)
      return () => void process.off('SIGINT', interrupted)
    },
  }
}
