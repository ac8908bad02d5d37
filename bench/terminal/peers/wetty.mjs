import { io } from 'socket.io-client'
import { launch, Session } from '../adapter.mjs'

// wetty's page acknowledges with `commit`, so many characters at a time.
const commitEvery = 262_144

export const about = { title: 'wetty' }
export const available = () => (process.env.WETTY_MAIN ? { ok: true } : { ok: false, why: 'WETTY_MAIN is not set' })
export const browser = { path: '/wetty' }

/** Runs a shell of its own only as root; else it goes through ssh. */
export function start({ port, shell }) {
  const settings = ['--host', '127.0.0.1', '--port', String(port), '--base', '/wetty', '--command', shell, '--log-level', 'error']
  return launch(process.execPath, [process.env.WETTY_MAIN, ...settings], { port, env: { NODE_ENV: 'production' } })
}

export function connect({ port, cols, rows }) {
  const socket = io(`http://127.0.0.1:${port}`, { path: '/wetty/socket.io', transports: ['websocket'], reconnection: false, forceNew: true })
  const session = new Session()
  let waiting = 0
  socket.on('data', (data) => {
    session.emitData(data)
    for (waiting += data.length; waiting >= commitEvery; waiting -= commitEvery) socket.emit('commit', commitEvery)
  })
  for (const event of ['disconnect', 'logout']) socket.on(event, () => session.emitClose())
  session.write = (text) => void socket.emit('input', text)
  session.close = () => void socket.disconnect()
  session.drop = () => void socket.io.engine?.transport?.ws?._socket?.destroy()
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('connect', () => {
      socket.emit('resize', { cols, rows })
      resolve(session)
    })
  })
}
