import { describe, expect, it } from 'vitest'
import { refuseHost, refuseSocket, refuseWrite } from './handshake.ts'

const doors = { allowedOrigins: ['http://localhost:3000', 'https://labs.example.org'], allowedHosts: ['localhost:3000', 'labs.example.org'] }

describe('the doors', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['labs.example.org', 'https://labs.example.org'],
    // A port forwarded by ssh or a container: the page's origin is the port's.
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('open for a page of ours under %s', (host, origin) => {
    expect(refuseHost({ host }, doors)).toBeUndefined()
    expect(refuseSocket({ host, origin }, doors)).toBeUndefined()
    expect(refuseWrite('POST', { host, origin }, doors)).toBeUndefined()
  })

  it.each([
    ['localhost:3000', 'http://localhost:8080'],
    ['localhost:8080', 'http://localhost:8081'],
    ['localhost:8080', 'https://localhost:8080'],
    ['localhost:8080', 'http://127.0.0.1:8080'],
    ['localhost:8080', 'http://x.localhost:8080'],
    ['localhost:8080', 'null'],
    ['localhost:8080', undefined],
    ['labs.example.org', 'http://evil.example'],
  ])('stay shut under %s for a page of %s', (host, origin) => {
    const headers = origin === undefined ? { host } : { host, origin }
    expect(refuseSocket(headers, doors)).toBeTruthy()
    expect(refuseWrite('POST', headers, doors)).toBeTruthy()
  })

  it.each(['evil.example', 'evil.example:3000', 'x.localhost:8080', 'localhost.evil.example', 'localhost:8080.evil.example', '127.0.0.1.evil.example', 'xlocalhost:1', ''])('know nobody called "%s"', (host) => {
    expect(refuseHost({ host }, doors)).toBeTruthy()
    expect(refuseSocket({ host, origin: `http://${host}` }, doors)).toBeTruthy()
  })
})
