import { createServer } from 'node:http'

// A page that would like to be more than it may: it sets cookies for everybody and shows what it was sent.
createServer((request, response) => {
  if (request.url === '/headers') return response.end(JSON.stringify(request.headers))
  if (request.url === '/big') return void giveMuch(response)
  if (request.url === '/never') return
  if (request.url.startsWith('/echo')) return response.end(`${request.method} ${request.url}`)
  if (request.url === '/elsewhere') return response.writeHead(302, { location: 'http://127.0.0.1:22/' }).end()
  const cookies = ['rehearsal=evil; Path=/', 'rehearsal=evil; Domain=localhost; Path=/', 'own=1; Path=/']
  response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookies }).end('<!doctype html><title>Mine</title><h1>Mine</h1>')
}).listen(8091, '127.0.0.1', () => console.log('serving'))

/** A gigabyte, as fast as it is taken. */
function giveMuch(response) {
  const piece = Buffer.alloc(64 * 1024, 'x')
  let left = 16 * 1024
  const give = () => {
    while (left-- > 0) if (!response.write(piece)) return response.once('drain', give)
    return response.end()
  }
  give()
}
