import type { Resource } from '../api/discovery.ts'
import type { JsonObject } from '../json.ts'

/** One object that a command works on, as its file or the server has it. */
export interface Item {
  readonly resource: Resource
  /** Undefined for types without namespaces. */
  readonly namespace: string | undefined
  readonly name: string
  /** File it was named in; empty when it was named on the command line. */
  readonly source: string
  readonly object: JsonObject
}
