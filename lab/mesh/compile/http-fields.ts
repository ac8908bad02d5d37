import type { Cors, HeaderOps, TextTest } from '../model.ts'
import { durationField, field, listField, recordField, stringsField } from './fields.ts'
import { textTest } from './text-test.ts'

/** `{set, add, remove}` of requests or answers; undefined when it changes nothing. */
export function headerOps(source: unknown): HeaderOps | undefined {
  if (recordField(source) === undefined) return undefined
  return { set: lowerKeys(stringsField(source, 'set')), add: lowerKeys(stringsField(source, 'add')), remove: listField(source, 'remove').map((name) => String(name).toLowerCase()) }
}

export function lowerKeys(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** `corsPolicy` of either family: origins as texts (`*` for all) or as tests. */
export function corsPolicy(source: unknown): Cors | undefined {
  if (recordField(source) === undefined) return undefined
  const written = listField(source, 'allowOrigin').map(originTest)
  const maxAgeMs = durationField(source, 'maxAge')
  return {
    origins: [...written, ...listField(source, 'allowOrigins').map((one) => textTest(one))],
    methods: listField(source, 'allowMethods').join(','),
    allowHeaders: listField(source, 'allowHeaders').join(','),
    exposeHeaders: listField(source, 'exposeHeaders').join(','),
    credentials: field(source, 'allowCredentials') === true,
    ...(maxAgeMs === undefined ? {} : { maxAge: String(Math.round(maxAgeMs / 1000)) }),
  }
}

function originTest(origin: unknown): TextTest {
  return origin === '*' ? { kind: 'present' } : { kind: 'exact', value: String(origin) }
}
