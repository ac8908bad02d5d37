import type { Cause } from '../status.ts'

/** What the real server calls the ways in which a field may be wrong, in its words. */
export function required(field: string, detail = ''): Cause {
  return { reason: 'FieldValueRequired', field, message: detail ? `Required value: ${detail}` : 'Required value' }
}

export function invalidValue(field: string, value: unknown, detail: string): Cause {
  return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${goValue(value)}: ${detail}` }
}

export function unsupported(field: string, value: unknown, supported: readonly string[]): Cause {
  return { reason: 'FieldValueNotSupported', field, message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}` }
}

export function duplicate(field: string, value: unknown): Cause {
  return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${JSON.stringify(value)}` }
}

export function notFoundValue(field: string, value: unknown): Cause {
  return { reason: 'FieldValueNotFound', field, message: `Not found: ${JSON.stringify(value)}` }
}

/** Maps are printed as Go prints them: `map[string]string{"app":"web"}`. */
function goValue(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  return `map[string]string{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(', ')}}`
}
