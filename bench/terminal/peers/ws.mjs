import { fileURLToPath } from 'node:url'
import WebSocket from 'ws'
import { launch, Session } from '../adapter.mjs'

/** The floor: a WebSocket and a pty, nothing between them. What Node can do at best, and what happens without flow control. */
export const about = { title: 'ws + node-pty (floor)' }
export const available = () => ({ ok: true })
export const browser = { path: '/' }

export function start({ port, shell }) {
  return launch(process.execPath, [fileURLToPath(new URL('ws/server.mjs', import.meta.url)), String(port), shell], { port })
}

export function connect({ port, cols, rows }) {
  return openSocket(new WebSocket(`ws://127.0.0.1:${port}/?cols=${cols}&rows=${rows}`, { perMessageDeflate: false, skipUTF8Validation: true }), {})
}

/** A session over a bare WebSocket. `unwrap` takes a message to output, or to undefined; `wrap` what is typed to a message. */
export function openSocket(socket, { unwrap = (data) => data, wrap = (text) => text, hello }) {
  return new Promise((resolve, reject) => {
    const session = new Session()
    session.write = (text) => socket.send(wrap(text))
    session.close = () => socket.terminate()
    session.drop = () => socket.terminate()
    socket.on('message', (data) => {
      const output = unwrap(data)
      if (output) session.emitData(output)
    })
    socket.on('close', () => session.emitClose())
    socket.on('error', reject)
    socket.once('open', () => {
      if (hello) socket.send(hello)
      resolve(session)
    })
  })
}
