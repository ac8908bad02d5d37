import { dig, listAt, textAt } from './json.ts'
import type { JsonObject } from './json.ts'

/** Ends a command. `message` goes to stderr as it stands, an empty one prints nothing; then the program exits with `exitCode`. */
export class CliError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** A refusal of the API server: a `Status` object with `status: Failure`. */
export class StatusError extends Error {
  readonly status: JsonObject

  constructor(status: JsonObject) {
    super(textAt(status, 'message'))
    this.status = status
  }

  get reason(): string {
    return textAt(this.status, 'reason')
  }
}

/** The server could not be reached. `host` is `name:port`; `cause` has the code of the operating system. */
export class ConnectionError extends Error {
  readonly host: string
  readonly refused: boolean

  constructor(host: string, message: string, { refused, cause }: { readonly refused: boolean; readonly cause?: unknown }) {
    super(message, { cause })
    this.host = host
    this.refused = refused
  }
}

/** Several failures of one command that went on after each of them. */
class SeveralErrors extends Error {
  readonly errors: readonly unknown[]

  constructor(errors: readonly unknown[]) {
    super(errors.map(messageOf).join('\n'))
    this.errors = errors
  }
}

/** A mistake in the command line: the sentence, then where help is found. */
export function usageError(commandPath: string, message: string): CliError {
  return new CliError(`error: ${message}\nSee '${commandPath} -h' for help and examples`)
}

/** Throws what was collected: nothing, the one error, or all of them. */
export function throwCollected(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new SeveralErrors(errors)
}

export function isNotFound(error: unknown): boolean {
  return error instanceof StatusError && error.reason === 'NotFound'
}

/** Says which file an API refusal belongs to, as `create`, `replace` and `delete` do. */
export function withSource(error: unknown, doing: string, source: string): unknown {
  if (source === '' || !(error instanceof StatusError)) return error
  return new StatusError({ ...error.status, message: `error when ${doing} "${source}": ${error.message}` })
}

/** What a failed command prints on stderr (without the last newline) and the status it exits with. */
export function explainFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof CliError) return { text: error.message, exitCode: error.exitCode }
  if (error instanceof SeveralErrors) return { text: error.errors.map((one) => messageOf(one).replace(/^error: /, '')).join('\n'), exitCode: 1 }
  if (error instanceof StatusError && error.reason === 'Invalid') return { text: invalidText(error.status), exitCode: 1 }
  const text = messageOf(error)
  return { text: knownPrefix.test(text) ? text : `error: ${text}`, exitCode: 1 }
}

const knownPrefix = /^(error: |Error from server|The connection to the server|Unable to connect to the server)/

/** One error as a line of text. Errors of our own commands already carry their prefix. */
export function messageOf(error: unknown): string {
  if (error instanceof StatusError) return statusText(error)
  if (error instanceof ConnectionError) {
    return error.refused
      ? `The connection to the server ${error.host} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: ${error.message}`
  }
  return error instanceof Error ? error.message : String(error)
}

function statusText(error: StatusError): string {
  if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`
  return error.reason === '' ? `Error from server: ${error.message}` : `Error from server (${error.reason}): ${error.message}`
}

function invalidText(status: JsonObject): string {
  const details = dig(status, 'details')
  const kind = textAt(details, 'kind')
  const name = textAt(details, 'name')
  const what = kind === '' && name === '' ? 'The request is invalid' : `The ${kind} "${name}" is invalid`
  const causes = [...new Set(listAt(details, 'causes').map((cause) => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`))]
  if (causes.length === 0) return what
  return causes.length === 1 ? `${what}: ${causes[0]}` : [`${what}: `, ...causes.map((cause) => `* ${cause}`)].join('\n')
}
