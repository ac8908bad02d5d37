import type { PodConnection } from '../../kube/api/connect-pod.ts'
import type { ConnectedProgram } from '../../kube/pod-connections.ts'
import { endStatus, failureStatus, plainEnd } from './status.ts'

export type ProgramConnection = Extract<PodConnection, { kind: 'program' }>

/** Channels of a program's connection, whatever carries them. */
export interface ProgramChannels {
  out(data: Uint8Array): Promise<void>
  err(data: Uint8Array): Promise<void>
  /** The end: what stands on the error channel, after which everything is closed. */
  finish(status: string): void
}

/** Starts a connection's program and tells its end in the words of the protocol's version. */
export function runProgram(connection: ProgramConnection, { channels, isJson }: { readonly channels: ProgramChannels; readonly isJson: boolean }): ConnectedProgram {
  const nothing = async () => {}
  const program = connection.start({
    out: connection.stdout ? (data) => channels.out(data) : nothing,
    err: connection.stderr ? (data) => channels.err(data) : connection.tty ? (data) => channels.out(data) : nothing,
  })
  program.ended.then(
    (code) => channels.finish(isJson ? endStatus(code, connection.command) : plainEnd(code)),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      channels.finish(isJson ? failureStatus(message) : message)
    },
  )
  return program
}
