import { CliError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'

/** The objects of a file, one by one; a mistake comes in its place and ends the file. Empty documents are left out. */
export async function* parseManifest(text: string, source: string): AsyncGenerator<JsonObject | CliError> {
  const documents = text.trimStart().startsWith('{') ? jsonDocuments(text, source) : yamlDocuments(text, source)
  for await (const value of documents) {
    if (value instanceof CliError) return yield value
    if (value === null) continue
    if (!isObject(value)) return yield new CliError(`error: unable to decode "${source}": json: cannot unmarshal ${goType(value)} into Go value of type unstructured.detector`)
    yield value
  }
}

function goType(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

async function* yamlDocuments(text: string, source: string): AsyncGenerator<Json | CliError> {
  const { parseYamlDocument, YamlProblem } = await import('./parse-yaml.ts')
  for (const part of splitDocuments(text)) {
    try {
      yield parseYamlDocument(part)
    } catch (error) {
      if (!(error instanceof YamlProblem)) throw error
      yield new CliError(`error: error parsing ${source}: error converting YAML to JSON: ${error.message}`)
    }
  }
}

/** Cuts at lines of `---`, as kubectl does before it reads: line numbers in messages count from the start of the document. */
export function splitDocuments(text: string): readonly string[] {
  const parts: string[] = []
  let current = ''
  for (const line of text.replace(/^\uFEFF/, '').split(/(?<=\n)/)) {
    if (/^---\s*$/.test(line) && current !== '') {
      parts.push(current)
      current = ''
    } else current += line
  }
  return current === '' ? parts : [...parts, current]
}

// Several JSON values may follow each other without anything between them.
function* jsonDocuments(text: string, source: string): Generator<Json | CliError> {
  let rest = text.trim()
  while (rest !== '') {
    const end = endOfObject(rest)
    try {
      yield JSON.parse(rest.slice(0, end)) as Json // JSON.parse gives nothing but JSON.
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      yield new CliError(`error: error parsing ${source}: ${goJsonWords(message, rest)}`)
      return
    }
    rest = rest.slice(end).trim()
  }
}

function endOfObject(text: string): number {
  let depth = 0
  for (const found of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (found[0] === '{' || found[0] === '[') depth += 1
    else if (found[0] === '}' || found[0] === ']') depth -= 1
    if (depth === 0) return found.index + found[0].length
  }
  return text.length
}

function goJsonWords(message: string, text: string): string {
  const [, position] = /position (\d+)/.exec(message) ?? []
  const index = position === undefined ? text.length : Number(position)
  const character = text[index]
  if (character === undefined || /Unexpected end|Unterminated/.test(message)) return 'unexpected EOF'
  const shown = character === "'" ? "'\\''" : `'${character}'`
  const before = text.slice(0, index).trimEnd().at(-1) ?? ''
  const looking = /property name|double-quoted/i.test(message) || (before === ',' && character === '}') || before === '{'
    ? 'looking for beginning of object key string'
    : before === ':' || before === '[' || before === ',' ? 'looking for beginning of value' : 'after object key:value pair'
  return `json: line ${text.slice(0, index).split('\n').length - 1}: invalid character ${shown} ${looking}`
}
