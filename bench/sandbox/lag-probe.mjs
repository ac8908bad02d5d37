import { writeFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Preloaded into the processes of a server that is measured (`node --import`), of which nothing knows: at each SIGUSR2 it writes
// down how late the event loop was since the last one, in milliseconds.
const folder = process.env.BENCH_LAG_FOLDER
if (folder && isMainThread) {
  const everyMs = 2
  const histogram = monitorEventLoopDelay({ resolution: everyMs })
  histogram.enable()
  // What is recorded is the time between two looks.
  const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - everyMs)
  process.on('SIGUSR2', () => {
    const path = join(folder, String(process.pid))
    const found = { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), max: late(histogram.max) }
    histogram.reset()
    writeFileSync(`${path}.new`, JSON.stringify(found))
    renameSync(`${path}.new`, path)
  })
}
