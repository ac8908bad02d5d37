import { setTimeout as pause } from 'node:timers/promises'

/** Types keys at a prompt, one after the other's echo; the milliseconds from each to its echo. */
export async function typeKeys(session, count) {
  const times = []
  let wanted
  const off = session.onData((data) => wanted?.(data))
  for (let at = 0; at < count; at += 1) {
    const key = String.fromCharCode(97 + (at % 26))
    const echoed = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No echo within 15 s')), 15_000)
      wanted = (data) => {
        if (!data.includes(key)) return
        clearTimeout(timer)
        wanted = undefined
        resolve(performance.now())
      }
    })
    const from = performance.now()
    session.write(key)
    times.push((await echoed) - from)
    if (at % 40 === 39) {
      session.write('\u0015')
      await pause(30)
    }
    await pause(10 + Math.random() * 15)
  }
  off()
  return times
}
