import { StatusError } from '../errors.ts'
import { isObject, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Api, Call } from './api.ts'

export interface WatchEvent {
  readonly type: string
  readonly object: JsonObject
}

export interface Watch {
  readonly path: string
  readonly query: NonNullable<Call['query']>
  readonly accept?: string
  /** The watch ends by itself after this; 0 or absent for never. */
  readonly timeoutMs?: number
}

/**
 * Changes as they happen, until the server ends the stream, the time is over, or the caller stops reading.
 * @throws StatusError when the server refuses, at once or in the middle.
 */
export async function* watchEvents(api: Api, { path, query, accept, timeoutMs = 0 }: Watch): AsyncGenerator<WatchEvent> {
  const response = await api.open({ path, query: { ...query, watch: 'true' }, ...(accept === undefined ? {} : { accept }) })
  const timer = timeoutMs > 0 ? setTimeout(() => response.close(), timeoutMs) : undefined
  try {
    for await (const line of lines(response.chunks())) {
      const value: unknown = JSON.parse(line)
      if (!isObject(value) || !isObject(value.object)) continue
      const type = textAt(value, 'type')
      if (type === 'ERROR') throw new StatusError(value.object)
      yield { type, object: value.object }
    }
  } finally {
    clearTimeout(timer)
    response.close()
  }
}

/** Cuts a stream of bytes into lines; a stream that is cut off ends, it does not throw. Empty lines are left out unless they are wanted. */
export async function* lines(chunks: AsyncIterable<Buffer>, { keepEmpty = false }: { readonly keepEmpty?: boolean } = {}): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of chunks) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) if (keepEmpty || part !== '') yield part
    }
  } catch (error) {
    if (!isCutOff(error)) throw error
  }
  if (keepEmpty ? rest !== '' : rest.trim() !== '') yield rest
}

/** A connection that ended in the middle of a body. */
function isCutOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR' || code === 'ERR_STREAM_DESTROYED'
}
