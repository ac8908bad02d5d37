import type { KubeObject } from './object.ts'

/** What a client asks for by exec. */
export interface ExecOrder {
  readonly command: readonly string[]
  readonly stdin: boolean
  readonly tty: boolean
}

/** Where output goes. A promise resolves when there is room for more, and rejects when nobody listens. */
export interface ProgramStreams {
  out(data: Uint8Array): Promise<void>
  err(data: Uint8Array): Promise<void>
}

/** A program that a client is connected to. */
export interface ConnectedProgram {
  /** Resolves when there is room for more; what nobody reads is dropped. */
  input(data: Uint8Array): Promise<void>
  endInput(): void
  /** The exit status, after all output was handed over. Rejects only where the lab itself fails. */
  readonly ended: Promise<number>
  /** Ends it as by SIGKILL: the session is over. */
  stop(): void
}

/** Where the API server finds the insides of running containers. */
export interface PodInsides {
  /** Starts a program in a container of a pod; undefined while the container does not run. */
  exec(pod: KubeObject, container: string, order: ExecOrder): ((streams: ProgramStreams) => ConnectedProgram) | undefined
  /** Answers requests to a port of a pod; undefined where nothing listens. */
  port(pod: KubeObject, port: number): ((request: Request) => Promise<Response>) | undefined
}
