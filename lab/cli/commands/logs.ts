import type { CommandCall } from '../command.ts'
import { CliError, messageOf, usageError } from '../errors.ts'
import { lines } from '../api/watch.ts'
import { parseDuration } from '../flags/duration.ts'
import { streamsOf } from './logs/streams.ts'
import type { LogStream } from './logs/streams.ts'

/** `logs`: what containers wrote, and with -f what they go on to write. */
export async function logs(call: CommandCall): Promise<void> {
  const { flags, io } = call
  checkFlags(call)
  const streams = await streamsOf(call)
  const follows = flags.bool('follow')
  if (follows && streams.length > 1) {
    const limit = flags.int('max-log-requests')
    if (streams.length > limit) {
      throw new CliError(`error: you are attempting to follow ${streams.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`)
    }
    await Promise.all(streams.map((stream) => print(call, stream)))
    return
  }
  for (const stream of streams) {
    try {
      await print(call, stream)
    } catch (error) {
      if (!flags.bool('ignore-errors')) throw error
      io.err(`${messageOf(error)}\n`)
    }
  }
}

const usageText = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command"

function checkFlags({ args, flags, path }: CommandCall): void {
  const selector = flags.text('selector')
  if ((args.length === 0 && selector === '') || args.length > 2) throw usageError(path, usageText)
  if (args.length > 0 && selector !== '') throw usageError(path, 'only a selector (-l) or a POD name is allowed')
  if (args.length === 2 && flags.text('container') !== '') throw new CliError('error: only one of -c or an inline [CONTAINER] arg is allowed')
  if (flags.bool('all-containers') && (flags.text('container') !== '' || args.length === 2)) throw new CliError('error: --all-containers=true should not be specified with container name ' + (flags.text('container') || args[1]))
  if (flags.text('since-time') !== '' && flags.duration('since') !== 0) throw new CliError('error: at most one of `sinceTime` or `sinceSeconds` may be specified')
  if (flags.given('limit-bytes') && flags.int('limit-bytes') <= 0) throw new CliError('error: --limit-bytes must be greater than 0')
  if (flags.int('tail') < -1) throw new CliError('error: --tail must be greater than or equal to -1')
  const since = flags.text('since')
  if (since !== '' && (parseDuration(since) ?? 0) < 0) throw new CliError('error: --since must be greater than 0')
}

async function print(call: CommandCall, { pod, container, path }: LogStream): Promise<void> {
  const { flags, io } = call
  const { api } = await call.cluster()
  const response = await api.open({ path, query: queryOf(call, container) })
  const prefix = flags.bool('prefix') ? `[pod/${pod}/${container}] ` : ''
  for await (const line of lines(response.chunks(), { keepEmpty: true })) io.out(`${prefix}${line}\n`)
}

function queryOf({ flags }: CommandCall, container: string): Record<string, string> {
  const tail = flags.given('tail') ? flags.int('tail') : flags.text('selector') === '' ? -1 : 10
  const since = Math.ceil(flags.duration('since') / 1000)
  return {
    container,
    ...(flags.bool('follow') ? { follow: 'true' } : {}), ...(flags.bool('previous') ? { previous: 'true' } : {}),
    ...(flags.bool('timestamps') ? { timestamps: 'true' } : {}), ...(tail >= 0 ? { tailLines: String(tail) } : {}),
    ...(since > 0 ? { sinceSeconds: String(since) } : {}), ...(flags.text('since-time') === '' ? {} : { sinceTime: flags.text('since-time') }),
    ...(flags.int('limit-bytes') > 0 ? { limitBytes: flags.text('limit-bytes') } : {}),
  }
}
