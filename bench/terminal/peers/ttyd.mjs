import WebSocket from 'ws'
import { launch } from '../adapter.mjs'
import { openSocket } from './ws.mjs'

// ttyd's protocol: subprotocol `tty`; the first byte of a message is its kind, `0` is output and input.
export const about = { title: 'ttyd' }
export const available = () => (process.env.TTYD_BIN ? { ok: true } : { ok: false, why: 'TTYD_BIN is not set' })
export const browser = { path: '/' }

export function start({ port, shell }) {
  return launch(process.env.TTYD_BIN, ['--port', String(port), '--interface', '127.0.0.1', '--writable', '--debug', '1', shell], { port })
}

export function connect({ port, cols, rows }) {
  return openSocket(new WebSocket(`ws://127.0.0.1:${port}/ws`, ['tty'], { perMessageDeflate: false }), {
    hello: Buffer.from(JSON.stringify({ AuthToken: '', columns: cols, rows })),
    unwrap: (data) => (data[0] === 0x30 ? data.subarray(1) : undefined),
    wrap: (text) => Buffer.from(`0${text}`),
  })
}
