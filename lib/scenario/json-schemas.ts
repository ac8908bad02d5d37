import { z } from 'zod'
import { pathwayFileSchema, structureFileSchema } from './schema/course.ts'
import { scenarioFileSchema } from './schema.ts'

/** Files that an author writes, and the schema of each. */
const written = {
  index: { title: 'index.json', schema: scenarioFileSchema },
  structure: { title: 'structure.json', schema: structureFileSchema },
  pathway: { title: '<course>-pathway.json', schema: pathwayFileSchema },
} as const

export type SchemaName = keyof typeof written
export const schemaNames = Object.keys(written) as readonly SchemaName[] // the keys of a closed table

/** The JSON Schema (draft 7, which editors know) of a file that an author writes. */
export function jsonSchema(name: SchemaName): Readonly<Record<string, unknown>> {
  const { title, schema } = written[name]
  return { ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), title }
}

/** As it is published: the same text in `docs/schema` and from a running player. */
export function schemaText(name: SchemaName): string {
  return `${JSON.stringify(jsonSchema(name), null, 2)}\n`
}

export function schemaFileName(name: SchemaName): string {
  return `${name}.schema.json`
}
