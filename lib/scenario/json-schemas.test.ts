import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { jsonSchema, schemaFileName, schemaNames, schemaText } from './json-schemas.ts'

it.each(schemaNames)('%s: the published schema is up to date (npm run schema)', (name) => {
  expect(readFileSync(`docs/schema/${schemaFileName(name)}`, 'utf8')).toBe(schemaText(name))
})

it('explains every key that an author may write', () => {
  const unexplained: string[] = []
  const look = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties, items, anyOf, additionalProperties } = schema as Record<string, unknown> // a JSON Schema is an object of these
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (!(value as { description?: string }).description) unexplained.push(`${path}.${key}`)
      look(value, `${path}.${key}`)
    }
    look(items, `${path}[]`)
    look(additionalProperties, `${path}{}`)
    for (const form of Array.isArray(anyOf) ? anyOf : []) look(form, path)
  }
  for (const name of schemaNames) look(jsonSchema(name), name)
  expect(unexplained).toEqual([])
})
