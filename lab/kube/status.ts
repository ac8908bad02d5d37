import type { Kind } from './kind.ts'

export type Reason = 'Unauthorized' | 'Forbidden' | 'NotFound' | 'AlreadyExists' | 'Conflict' | 'Invalid' | 'BadRequest' | 'Expired'
  | 'MethodNotAllowed' | 'NotAcceptable' | 'TooManyRequests' | 'ServiceUnavailable' | 'UnsupportedMediaType' | 'RequestEntityTooLarge' | 'InternalError'

const codes: Record<Reason, number> = {
  Unauthorized: 401, Forbidden: 403, NotFound: 404, AlreadyExists: 409, Conflict: 409, Invalid: 422, BadRequest: 400, Expired: 410,
  MethodNotAllowed: 405, NotAcceptable: 406, TooManyRequests: 429, ServiceUnavailable: 503, UnsupportedMediaType: 415, RequestEntityTooLarge: 413, InternalError: 500,
}

export interface Cause {
  readonly reason: string
  readonly message: string
  readonly field: string
}

interface Details {
  readonly name?: string
  readonly group?: string
  /** The plural, whatever the field is called. */
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly Cause[]
}

/** A refusal of the API, thrown by the operation that meets it and answered once, at the edge, as a Status object. */
export class ApiError extends Error {
  readonly reason: Reason
  readonly details: Details

  constructor(reason: Reason, message: string, details: Details = {}) {
    super(message)
    this.reason = reason
    this.details = details
  }

  get code(): number {
    return codes[this.reason]
  }

  toStatus(): Record<string, unknown> {
    const details = Object.keys(this.details).length > 0 ? { details: this.details } : {}
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: this.message, reason: this.reason, ...details, code: this.code }
  }
}

export function notAllowed(): ApiError {
  return new ApiError('MethodNotAllowed', 'the server does not allow this method on the requested resource')
}

/** `routerules.config.istio.io`, or the bare plural in the core group. */
function qualifiedName(kind: Kind): string {
  const group = kind.served[0]?.group ?? ''
  return group ? `${kind.plural}.${group}` : kind.plural
}

export function notFound(kind: Kind, name: string): ApiError {
  return new ApiError('NotFound', `${qualifiedName(kind)} "${name}" not found`, detailsOf(kind, name))
}

export function alreadyExists(kind: Kind, name: string): ApiError {
  return new ApiError('AlreadyExists', `${qualifiedName(kind)} "${name}" already exists`, detailsOf(kind, name))
}

const modified = 'the object has been modified; please apply your changes to the latest version and try again'

export function conflict(kind: Kind, name: string, advice = modified): ApiError {
  return new ApiError('Conflict', `Operation cannot be fulfilled on ${qualifiedName(kind)} "${name}": ${advice}`, detailsOf(kind, name))
}

/** Somebody else owns what is applied. */
export function applyConflict(kind: Kind, name: string, conflicts: readonly { readonly field: string; readonly manager: string; readonly apiVersion: string }[]): ApiError {
  const causes = conflicts.map(({ field, manager, apiVersion }) => ({ reason: 'FieldManagerConflict', message: `conflict with ${JSON.stringify(manager)} using ${apiVersion}`, field }))
  const managers = [...new Set(causes.map(({ message }) => message))]
  const lines = managers.map((message) => {
    const fields = causes.filter((cause) => cause.message === message).map(({ field }) => field)
    return causes.length === 1 ? `${message}: ${fields[0]}` : `${managers.length === 1 ? `conflicts${message.slice('conflict'.length)}` : message}:\n${fields.map((field) => `- ${field}`).join('\n')}`
  })
  return new ApiError('Conflict', `Apply failed with ${causes.length === 1 ? '1 conflict' : `${causes.length} conflicts`}: ${lines.join('\n')}`, { ...detailsOf(kind, name), causes })
}

export function forbidden(kind: Kind, name: string, why: string): ApiError {
  return new ApiError('Forbidden', `${qualifiedName(kind)} "${name}" is forbidden: ${why}`, detailsOf(kind, name))
}

export function invalid(kind: Kind, name: string, causes: readonly Cause[]): ApiError {
  const sentences = causes.map(({ field, message }) => `${field}: ${message}`)
  const text = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`
  const group = kind.served[0]?.group ?? ''
  return new ApiError('Invalid', `${kind.kind}${group ? `.${group}` : ''} "${name}" is invalid: ${text}`, { ...detailsOf(kind, name), kind: kind.kind, causes })
}

function detailsOf(kind: Kind, name: string): Details {
  const group = kind.served[0]?.group
  return { name, ...(group ? { group } : {}), kind: kind.plural }
}
