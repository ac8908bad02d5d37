import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startLab, type ServedTestLab } from '../testing/start-lab.ts'

let lab: ServedTestLab
let pod = ''
beforeAll(async () => {
  lab = await startLab()
  const answer: unknown = await (await fetch(`${lab.api}/api/v1/namespaces/istio-system/pods?labelSelector=app%3Dratings`)).json()
  pod = (answer as { items: { metadata: { name: string } }[] }).items[0]?.metadata.name ?? '' // A list of pods.
})
afterAll(() => lab.close())

const at = (rest: string) => `/api/v1/namespaces/istio-system/pods/${pod}/${rest}`
const exec = 'exec?container=ratings&stdout=true&stderr=true&command=sh&command=-c&command='

/** Messages of a connection to its end, by channel. */
async function collected(socket: WebSocket): Promise<{ readonly channels: Readonly<Record<number, string>>; readonly code: number }> {
  const channels: Record<number, string> = {}
  socket.on('message', (data: Buffer) => {
    const channel = data[0] ?? -1
    channels[channel] = (channels[channel] ?? '') + data.subarray(1).toString('latin1')
  })
  const [code] = await once(socket, 'close')
  return { channels, code: Number(code) }
}

const open = (path: string, protocols: readonly string[] = []) => new WebSocket(`${lab.api.replace('http', 'ws')}${path}`, [...protocols])

/** Status and body of an upgrade that is refused. */
async function refused(path: string, headers: Readonly<Record<string, string | string[]>>, method = 'GET'): Promise<{ readonly status: number; readonly body: unknown }> {
  const outgoing = request(`${lab.api}${path}`, { method, headers: { connection: 'upgrade', ...headers } })
  outgoing.end()
  const [response] = await once(outgoing, 'response')
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(await response.toArray()).toString()) }
}

const webSocket = { upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' }

describe('exec over a WebSocket', () => {
  it.each([
    ['v5.channel.k8s.io', 'v5.channel.k8s.io'], ['v4.channel.k8s.io', 'v4.channel.k8s.io'],
  ])('tells the end of a program as a Status in %s', async (offered, chosen) => {
    const socket = open(at(`${exec}exit%209`), [offered, 'v3.channel.k8s.io'])
    const { channels, code } = await collected(socket)
    expect(socket.protocol).toBe(chosen)
    expect(code).toBe(1000)
    expect(JSON.parse(channels[3] ?? '')).toEqual({
      metadata: {}, status: 'Failure', reason: 'NonZeroExitCode', message: 'command terminated with non-zero exit code: error executing command [sh -c exit 9], exit code 9',
      details: { causes: [{ reason: 'ExitCode', message: '9' }] },
    })
  })

  it('tells it in words where the client is older', async () => {
    expect((await collected(open(at(`${exec}exit%209`), ['channel.k8s.io']))).channels[3]).toBe('command terminated with non-zero exit code: exit status 9')
    expect((await collected(open(at(`${exec}true`), ['channel.k8s.io']))).channels[3]).toBeUndefined()
  })

  it('begins with an empty message, and keeps both streams apart', async () => {
    const { channels } = await collected(open(at(`${exec}echo%20out%3B%20echo%20err%20%3E%262`), ['v5.channel.k8s.io']))
    expect(channels).toMatchObject({ 1: 'out\n', 2: 'err\n' })
    const first = open(at(`${exec}sleep%201`), ['v5.channel.k8s.io'])
    const [message] = await once(first, 'message')
    expect([...message]).toEqual([1])
    first.terminate()
  })

  it('takes no notice of channels that are none, and of sizes', async () => {
    const socket = open(at('exec?container=ratings&stdin=true&stdout=true&tty=true&command=sh'), ['v5.channel.k8s.io'])
    const ending = collected(socket)
    await once(socket, 'open')
    for (const message of [[], [4, 0x7b], [9, 1, 2], [255], [255, 7]]) socket.send(Buffer.from(message))
    socket.send(Buffer.from('\0exit 2\r'))
    const { channels } = await ending
    expect(channels[1]).toBe('# exit 2\r\n')
    expect(JSON.parse(channels[3] ?? '')).toMatchObject({ details: { causes: [{ message: '2' }] } })
  })
})

describe('port-forward over a WebSocket', () => {
  it('names the port on both channels, and ends with the connection', async () => {
    const socket = open(at('portforward?ports=9080&ports=1'), ['v4.channel.k8s.io'])
    const ending = collected(socket)
    await once(socket, 'open')
    socket.send(Buffer.from('\0GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'))
    const { channels, code } = await ending
    expect(channels[0]).toMatch(/^\x78\x23HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"status":"Ratings is healthy"\}$/)
    expect(channels[1]).toBe('\x78\x23')
    expect(channels[3]?.slice(0, 2)).toBe('\x01\x00')
    expect(channels[3]?.slice(2)).toMatch(/^error forwarding port 1 to pod .*connection refused/)
    expect(code).toBe(1000)
  })

  it('answers what is no HTTP as a web server does', async () => {
    const socket = open(at('portforward?ports=9080'), ['v4.channel.k8s.io'])
    const ending = collected(socket)
    await once(socket, 'open')
    socket.send(Buffer.from('\0nonsense\r\n\r\n'))
    expect((await ending).channels[0]).toContain('400 Bad Request')
  })
})

describe('upgrades that are refused', () => {
  it.each<[what: string, path: () => string, headers: Readonly<Record<string, string>>, status: number]>([
    ['no such pod', () => '/api/v1/namespaces/istio-system/pods/nope/exec?command=ls&stdout=true', webSocket, 404],
    ['no command', () => at('exec?container=ratings&stdout=true'), webSocket, 400],
    ['no stream', () => at('exec?container=ratings&command=ls'), webSocket, 400],
    ['no container named', () => at('exec?command=ls&stdout=true'), webSocket, 400],
    ['an unknown subprotocol', () => at('exec?container=ratings&command=ls&stdout=true'), { ...webSocket, 'sec-websocket-protocol': 'v9.channel.k8s.io' }, 400],
    ['ports without a subprotocol', () => at('portforward?ports=9080'), webSocket, 400],
    ['a port that is none', () => at('portforward?ports=x'), { ...webSocket, 'sec-websocket-protocol': 'v4.channel.k8s.io' }, 400],
    ['SPDY in another version', () => at('exec?container=ratings&command=ls&stdout=true'), { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v9.channel.k8s.io' }, 403],
    ['another protocol', () => at('exec?container=ratings&command=ls&stdout=true'), { upgrade: 'h2c' }, 400],
    ['another part of a pod', () => at('log'), webSocket, 404],
    ['another kind', () => '/api/v1/namespaces/istio-system/services/ratings/exec', webSocket, 404],
  ])('%s', async (_what, path, headers, status) => {
    const answer = await refused(path(), headers)
    expect(answer).toEqual({ status, body: expect.objectContaining({ kind: 'Status', status: 'Failure', code: status }) })
  })

  it('asks for an upgrade where there is none', async () => {
    const answer = await fetch(`${lab.api}${at('exec?container=ratings&command=ls&stdout=true')}`, { method: 'POST' })
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 400, body: expect.objectContaining({ message: 'Upgrade request required' }) })
  })

  it('lets nobody in without a token', () => {
    const found = lab.lab.connect(new Request(`http://api.lab${at('exec?container=ratings&command=ls&stdout=true')}`))
    expect(found).toBeInstanceOf(Response)
    expect(found).toMatchObject({ status: 401 })
  })
})
