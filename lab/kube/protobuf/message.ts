/** What a field of a message holds. An `int` that is 0 and a `string` that is empty count as absent, as Go's encoder writes them anyway. */
export type FieldType = 'string' | 'bytes' | 'int' | 'optional-int' | 'bool' | 'map' | 'bytes-map' | 'quantity' | 'quantity-map' | 'int-or-string' | Message

/** A field of a message: its name and what it holds. A field without a name lends its own fields to the message around it. */
type Field = readonly [name: string, type: FieldType, repeated?: 'repeated']

export interface Message {
  readonly [fieldNumber: number]: Field
}
