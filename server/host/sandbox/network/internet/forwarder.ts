import { createSocket } from 'node:dgram'
import { createConnection, isIPv6 } from 'node:net'

/** Asks name servers what a session wants to know. */
export interface Forwarder {
  /** Resolves to undefined when nobody answers. @param message a question in the form of DNS, without a length before it */
  ask(message: Buffer, over: 'tcp' | 'udp'): Promise<Buffer | undefined>
}

/** One session asks for so many names at once; more are not answered, as by a name server that is busy. */
const mostAtOnce = 32
const patienceMs = 3_000
const largestMessage = 65_535

/** @param servers `address` or `address:port`; the first that answers is believed */
export function openForwarder(servers: readonly string[]): Forwarder {
  const places = servers.map(parseServer)
  let asking = 0
  return {
    async ask(message, over) {
      if (asking >= mostAtOnce || message.length < 12) return undefined
      asking += 1
      try {
        for (const place of places) {
          const answer = await (over === 'udp' ? askOverUdp(message, place) : askOverTcp(message, place))
          if (answer) return answer
        }
        return undefined
      } finally {
        asking -= 1
      }
    },
  }
}

interface Place {
  readonly host: string
  readonly port: number
}

/** `1.1.1.1`, `1.1.1.1:5353`, `2606:4700::1111`, `[2606:4700::1111]:53`. */
export function parseServer(text: string): Place {
  const [, host = text, port] = /^\[(.*)\](?::(\d+))?$/.exec(text) ?? (isIPv6(text) ? [] : /^([^:]*)(?::(\d+))?$/.exec(text)) ?? []
  return { host, port: Number(port ?? 53) }
}

function askOverUdp(message: Buffer, { host, port }: Place): Promise<Buffer | undefined> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  return new Promise<Buffer | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patienceMs)
    socket.on('error', () => resolve(undefined))
    // Connected, so that nobody else's answer arrives; and only one to this question counts.
    socket.on('message', (answer) => {
      if (answer.subarray(0, 2).equals(message.subarray(0, 2))) resolve(answer)
    })
    socket.on('close', () => clearTimeout(timer))
    socket.connect(port, host, () => socket.send(message))
  }).finally(() => socket.close())
}

// Each message has its length before it, in two bytes.
function askOverTcp(message: Buffer, { host, port }: Place): Promise<Buffer | undefined> {
  const socket = createConnection({ host, port })
  return new Promise<Buffer | undefined>((resolve) => {
    let heard = Buffer.alloc(0)
    socket.setTimeout(patienceMs, () => resolve(undefined))
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk])
      if (heard.length > largestMessage + 2) return resolve(undefined)
      if (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) resolve(heard.subarray(2, 2 + heard.readUInt16BE(0)))
    })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(message.length, 0)
    socket.write(Buffer.concat([length, message]))
  }).finally(() => socket.destroy())
}
