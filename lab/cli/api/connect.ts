import type { Cluster, ProgramName } from '../command.ts'
import type { Target } from '../config/target.ts'
import { parseDuration } from '../flags/duration.ts'
import type { Flags } from '../flags/parse.ts'
import type { Io } from '../io.ts'
import { Api } from './api.ts'
import { Discovery } from './discovery.ts'

export interface ConnectOptions {
  readonly io: Pick<Io, 'err'>
  readonly flags: Flags
  readonly program: ProgramName
}

/** Makes the client of a cluster. Nothing is sent yet. */
export async function connect(target: Target, { io, flags, program }: ConnectOptions): Promise<Cluster> {
  const timeout = flags.text('request-timeout')
  const api = await Api.connect(target, {
    io, userAgent: `${program}/v1.20 rehearsal`, timeoutMs: parseDuration(/^\d+$/.test(timeout) ? `${timeout}s` : timeout) ?? 0,
    ...(flags.int('v') >= 6 ? { trace: (line: string) => io.err(`${klogHead('round_trippers.go:445')} ${line}\n`) } : {}),
  })
  return { api, discovery: new Discovery(api), target }
}

/** The head of a log line in Kubernetes' form: `I1124 16:16:17.159224   19732 file.go:1]`. */
export function klogHead(place: string, severity = 'I', now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}.${String(now.getMilliseconds()).padStart(3, '0')}000`
  return `${severity}${two(now.getMonth() + 1)}${two(now.getDate())} ${time} ${String(process.pid).padStart(7, ' ')} ${place}]`
}
