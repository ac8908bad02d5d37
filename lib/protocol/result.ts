/** Why a request was refused. A refusal never says more than its code: other people's sessions look like missing ones. */
export const refusalCodes = ['bad-message', 'not-found', 'too-many', 'not-ready', 'forbidden', 'ended', 'timeout', 'failed'] as const
export type RefusalCode = (typeof refusalCodes)[number]

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RefusalCode; readonly message: string }
