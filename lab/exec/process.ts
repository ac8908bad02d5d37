import type { Clock } from '../clock.ts'
import type { HopRequest, HopResponse } from '../images/image.ts'
import type { FileTree } from './files.ts'
import type { Pipe } from './pipe.ts'

/** What came of a request that a program in a container made. */
export type NetworkAnswer =
  | { readonly kind: 'answered'; readonly response: HopResponse }
  | { readonly kind: 'timeout' }
  /** No such host name. */
  | { readonly kind: 'unknown-host' }
  /** Nothing listens there. */
  | { readonly kind: 'refused' }

export interface SendOptions {
  readonly timeoutMs?: number
  /** The caller hangs up. */
  readonly signal?: AbortSignal
}

/** The network as a pod sees it. */
export interface Network {
  /** The address behind a host name; undefined where the pod's resolver knows none. */
  resolve(host: string): string | undefined
  /** Sends as this workload: through its sidecar where it has one. */
  send(request: HopRequest, options?: SendOptions): Promise<NetworkAnswer>
}

/** A running container as the programs in it see it. */
export interface ContainerView {
  readonly pod: string
  readonly container: string
  readonly env: Readonly<Record<string, string>>
  readonly files: FileTree
  readonly user: User
  readonly network: Network
  readonly clock: Clock
}

export interface User {
  readonly id: number
  readonly name: string
}

/** The terminal that a program's streams are joined to: what a shell needs to ask for lines. */
export interface TerminalAccess {
  /** Finished lines. */
  readonly lines: Pipe
  write(text: string): Promise<void>
  /** Gets what Ctrl-C is to do from now on. */
  onInterrupt(handler: () => void): void
}

/** Where a program reads and writes, and what ends it. */
export interface Streams {
  readonly stdin: Pipe
  /** Writing waits where the reader is slow, and throws BrokenPipe where it has gone. */
  out(data: string | Uint8Array): Promise<void>
  err(data: string | Uint8Array): Promise<void>
  /** Whether a person looks at stdout. */
  readonly outIsTerminal: boolean
  /** There while both stdin and stdout are the terminal. */
  readonly terminal?: TerminalAccess | undefined
  /** Aborted by Ctrl-C and when the session ends. */
  readonly signal: AbortSignal
}

/** One program that runs: its words, its environment and its three streams. */
export interface Process extends Streams {
  /** The name it was called by. */
  readonly name: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly view: ContainerView
}

/** Resolves to the exit status. Throws what `signal` was aborted with, and BrokenPipe. */
export type Program = (process: Process) => Promise<number>

const encoder = new TextEncoder()

export function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? encoder.encode(data) : data
}

/** All of the input as text. */
export async function readAll(stdin: Pipe): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for (let chunk = await stdin.read(); chunk; chunk = await stdin.read()) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

/** The input by lines, without their ends. */
export async function* readLines(stdin: Pipe): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for (let chunk = await stdin.read(); chunk; chunk = await stdin.read()) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') yield rest
}
