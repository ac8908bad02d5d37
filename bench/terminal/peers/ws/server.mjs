import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import pty from 'node-pty'
import { WebSocketServer } from 'ws'

const [port, shell] = process.argv.slice(2)
const modules = new Map([
  ['/', ['text/html', new URL('page.html', import.meta.url)]],
  ['/xterm.css', ['text/css', import.meta.resolve('@xterm/xterm/css/xterm.css')]],
  ['/xterm.mjs', ['text/javascript', import.meta.resolve('@xterm/xterm/lib/xterm.mjs')]],
  ['/fit.mjs', ['text/javascript', import.meta.resolve('@xterm/addon-fit/lib/addon-fit.mjs')]],
].map(([path, [type, url]]) => [path, { type, packed: gzipSync(readFileSync(fileURLToPath(url))) }]))

const http = createServer(({ url }, response) => {
  const file = modules.get(url.split('?')[0])
  if (!file) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip', 'cache-control': 'max-age=3600' }).end(file.packed)
})
new WebSocketServer({ server: http, perMessageDeflate: false, skipUTF8Validation: true }).on('connection', (socket, { url }) => {
  const size = new URL(url, 'http://x').searchParams
  const terminal = pty.spawn(shell, [], { name: 'xterm-256color', cols: Number(size.get('cols')), rows: Number(size.get('rows')), encoding: null })
  terminal.onData((data) => socket.send(data))
  terminal.onExit(() => socket.close())
  socket.on('message', (data) => terminal.write(data.toString()))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => terminal.kill())
})
http.listen(Number(port), '127.0.0.1')
