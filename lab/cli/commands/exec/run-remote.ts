import type { RawData, WebSocket } from 'ws'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, textAt, type JsonObject } from '../../json.ts'
import type { LiveIo } from '../../io.ts'

export interface RemoteOrder {
  readonly pod: JsonObject
  readonly container: string
  readonly subresource: 'exec' | 'attach'
  readonly command: readonly string[]
  readonly stdin: boolean
  readonly tty: boolean
}

const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/** Runs a program in a container over a WebSocket, its streams joined to ours, and resolves to its exit status. */
export async function runRemote(call: CommandCall, { pod, container, subresource, command, stdin, tty }: RemoteOrder): Promise<number> {
  const { api } = await call.cluster()
  const query: [string, string][] = [['container', container], ['stdout', 'true'], ...(stdin ? [['stdin', 'true'] as [string, string]] : []), [tty ? 'tty' : 'stderr', 'true'], ...command.map((word): [string, string] => ['command', word])]
  const path = `/api/v1/namespaces/${encodeURIComponent(textAt(pod, 'metadata', 'namespace'))}/pods/${encodeURIComponent(textAt(pod, 'metadata', 'name'))}/${subresource}`
  const socket = await api.connect({ path, query, protocols: ['v5.channel.k8s.io', 'v4.channel.k8s.io'] })
  const live = stdin ? await call.io.openLive() : undefined
  const release = live ? joinInput(socket, live, tty) : () => undefined
  try {
    return await outcome(call, socket)
  } finally {
    release()
    socket.terminate()
  }
}

function outcome({ io }: CommandCall, socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    let ended: JsonObject | undefined
    socket.on('message', (message: RawData) => {
      const bytes = Buffer.isBuffer(message) ? message : Buffer.concat([message].flat().map((part) => Buffer.from(part as ArrayBuffer)))
      const data = bytes.subarray(1)
      if (data.length === 0) return
      if (bytes[0] === channel.stdout) io.out(data)
      else if (bytes[0] === channel.stderr) io.err(data)
      else if (bytes[0] === channel.error) ended = parseStatus(data.toString('utf8'))
    })
    socket.resume()
    socket.once('close', () => {
      if (ended === undefined) return reject(new CliError('error: unexpected EOF'))
      const code = exitCode(ended)
      return code === undefined ? reject(new CliError(`error: ${textAt(ended, 'message')}`)) : resolve(code)
    })
  })
}

function parseStatus(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // A server of an older protocol says its sentence as it is.
  }
  return { status: 'Failure', message: text }
}

function exitCode(status: JsonObject): number | undefined {
  if (textAt(status, 'status') === 'Success') return 0
  const cause = listAt(status, 'details', 'causes').find((one) => textAt(one, 'reason') === 'ExitCode')
  return cause === undefined ? undefined : Number(textAt(cause, 'message'))
}

/** Sends what is typed or piped in; the returned function gives the terminal back. */
function joinInput(socket: WebSocket, live: LiveIo, tty: boolean): () => void {
  const send = (to: number, data: Uint8Array | string): Promise<void> => new Promise((resolve) => {
    // Who is gone takes nothing; that the program has ended is told elsewhere.
    socket.send(Buffer.concat([Buffer.from([to]), Buffer.from(data)]), () => resolve())
  })
  const restore = tty ? live.rawKeys() : () => undefined
  const sendSize = () => {
    const size = live.size()
    if (size) void send(channel.resize, JSON.stringify({ Width: size.columns, Height: size.rows }))
  }
  const stopSizes = tty ? live.onResize(sendSize) : () => undefined
  if (tty) sendSize()
  const stopInput = live.readInput(
    async (data) => {
      for (let at = 0; at < data.length; at += 32_768) await send(channel.stdin, data.subarray(at, at + 32_768))
    },
    () => {
      if (socket.protocol === 'v5.channel.k8s.io') void send(channel.close, Buffer.from([channel.stdin]))
    },
  )
  return () => {
    restore()
    stopSizes()
    stopInput()
  }
}
