import { schemaFileName, schemaNames, schemaText } from '../../../lib/scenario/json-schemas.ts'

/** JSON Schemas of the files that an author writes, for editors that complete as one types: `/schema/index.schema.json`. */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params
  const known = schemaNames.find((schema) => schemaFileName(schema) === name)
  if (!known) return new Response(`Expected ${schemaNames.map(schemaFileName).join(', ')}.\n`, { status: 404 })
  return new Response(schemaText(known), {
    headers: { 'Content-Type': 'application/schema+json; charset=utf-8', 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' },
  })
}
