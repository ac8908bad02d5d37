import { createServer } from 'node:http'

// Tells who was asked for, as a router inside the machine would need to know.
const server = createServer((request, response) => response.end(`host ${request.headers.host} path ${request.url}\n`))
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'))
