import { createServer } from 'node:http'

// A page that would like to be more than it may: it sets cookies for everybody and shows what it was sent.
createServer((request, response) => {
  if (request.url === '/headers') return response.end(JSON.stringify(request.headers))
  if (request.url === '/elsewhere') return response.writeHead(302, { location: 'http://127.0.0.1:22/' }).end()
  const cookies = ['rehearsal=evil; Path=/', 'rehearsal=evil; Domain=localhost; Path=/', 'own=1; Path=/']
  response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookies }).end('<!doctype html><title>Mine</title><h1>Mine</h1>')
}).listen(8091, '127.0.0.1', () => console.log('serving'))
