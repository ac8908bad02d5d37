import { createHash } from 'node:crypto'
import { begin, end, prompt } from './fixture.mjs'

/** Resolves with the time at which `text` has been seen in a session's output. */
export function seen(session, text, ms = 30_000) {
  return new Promise((resolve, reject) => {
    let tail = ''
    const stop = (finish, value) => {
      clearTimeout(timer)
      queueMicrotask(() => {
        offData()
        offClose()
      })
      finish(value)
    }
    const timer = setTimeout(() => stop(reject, new Error(`No ${JSON.stringify(text)} within ${ms} ms`)), ms)
    const offClose = session.onClose(() => stop(reject, new Error(`The connection closed before ${JSON.stringify(text)}`)))
    const offData = session.onData((data) => {
      const whole = tail + (typeof data === 'string' ? data : data.toString('latin1'))
      tail = whole.slice(-text.length + 1)
      if (whole.includes(text)) stop(resolve, performance.now())
    })
  })
}

/** Opens a terminal and waits for its first prompt. */
export async function openAtPrompt(peer, at) {
  const session = await peer.connect({ cols: 80, rows: 24, options: {}, ...at })
  await seen(session, prompt)
  return session
}

/** Counts and hashes what comes between the two marks. */
export async function captured(session, ms) {
  const hash = createHash('sha1')
  const found = { bytes: 0, from: 0, to: 0, pieces: 0 }
  let held = Buffer.alloc(0)
  let inside = false
  let over = false
  const off = session.onData((data) => {
    // Several messages may come before whoever waits for the end hears of it.
    if (over) return
    found.pieces += 1
    let piece = held.length > 0 ? Buffer.concat([held, Buffer.from(data)]) : Buffer.from(data)
    held = Buffer.alloc(0)
    if (!inside) {
      const at = piece.indexOf(begin)
      if (at < 0) return void (held = piece.subarray(-begin.length))
      inside = true
      found.from = performance.now()
      piece = piece.subarray(at + begin.length)
    }
    const last = piece.indexOf(end)
    const cut = last < 0 ? startOfMark(piece) : last
    hash.update(piece.subarray(0, cut))
    found.bytes += cut
    held = Buffer.from(piece.subarray(cut))
    if (last < 0) return
    over = true
    found.to = performance.now()
  })
  await seen(session, end, ms)
  off()
  return { bytes: found.bytes, sha1: hash.digest('hex'), ms: found.to - found.from, pieces: found.pieces }
}

// What may be the beginning of the end mark waits for the next piece.
function startOfMark(piece) {
  const at = piece.lastIndexOf(end[0])
  return at >= 0 && piece.length - at < end.length ? at : piece.length
}
