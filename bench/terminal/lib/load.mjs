import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const worker = fileURLToPath(new URL('load-worker.mjs', import.meta.url))

/**
 * Runs sessions in a process of its own, so that their work never delays the clock of whoever measures.
 * Resolves when they all do what `role` says; `go` has idle ones print, and resolves when they have; `stop` ends them and the process.
 */
export async function startLoad(job) {
  const child = fork(worker, [JSON.stringify(job)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exit = new Promise((resolve) => { child.once('exit', resolve) })
  let result
  const stop = async () => {
    if (child.connected) child.send('stop')
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await exit
    clearTimeout(timer)
    return result
  }
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${job.role}: not ready after ${job.readyMs} ms`))
    }, job.readyMs)
    child.on('message', (message) => {
      clearTimeout(timer)
      if (message.failed) reject(new Error(message.failed))
      if (message.result) result = message.result
      resolve()
    })
    child.once('exit', (code) => reject(new Error(`${job.role}: ended with ${code}`)))
  })
  const go = () => new Promise((resolve) => {
    child.once('message', resolve)
    child.once('exit', resolve)
    child.send('go')
  })
  return { go, stop }
}
