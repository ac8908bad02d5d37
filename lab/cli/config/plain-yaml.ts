import type { Json } from '../json.ts'

interface Line {
  readonly indent: number
  readonly text: string
}

/**
 * Reads the plain YAML that kubeconfigs are written in: mappings and lists in block form, words without quotes. Undefined for
 * anything else, which the whole reader must see; it takes longer to load than a short command takes in all.
 */
export function readPlainYaml(source: string): Json | undefined {
  const lines: Line[] = []
  for (const line of source.split('\n')) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    if (line.includes('\t') || !/^ *(- )?([A-Za-z][\w-]*):( \S.*)?$|^ *- [\w./:-]+$/.test(line)) return undefined
    lines.push({ indent: line.search(/\S/), text })
  }
  const reader = { lines, at: 0 }
  const value = readBlock(reader, 0)
  return reader.at === lines.length ? value : undefined
}

interface Reader {
  readonly lines: readonly Line[]
  at: number
}

function readBlock(reader: Reader, indent: number): Json | undefined {
  const first = reader.lines[reader.at]
  if (first === undefined || first.indent !== indent) return undefined
  return first.text.startsWith('- ') ? readList(reader, indent) : readMapping(reader, indent)
}

function readList(reader: Reader, indent: number): Json | undefined {
  const items: Json[] = []
  for (;;) {
    const line = reader.lines[reader.at]
    if (line === undefined || line.indent !== indent || !line.text.startsWith('- ')) return items
    const rest = line.text.slice(2).trim()
    if (!/^[\w-]+:( |$)/.test(rest)) {
      const item = readWord(rest)
      if (item === undefined) return undefined
      items.push(item)
      reader.at += 1
      continue
    }
    // The first key stands beside the dash, the others below it.
    const own: Reader = { lines: reader.lines.with(reader.at, { indent: indent + 2, text: rest }), at: reader.at }
    const item = readMapping(own, indent + 2)
    if (item === undefined) return undefined
    items.push(item)
    reader.at = own.at
  }
}

function readMapping(reader: Reader, indent: number): Json | undefined {
  const found: Record<string, Json> = {}
  for (;;) {
    const line = reader.lines[reader.at]
    if (line === undefined || line.indent !== indent || line.text.startsWith('- ')) return found
    const at = line.text.indexOf(':')
    const key = line.text.slice(0, at)
    const rest = line.text.slice(at + 1).trim()
    reader.at += 1
    const value = rest === '' ? readNested(reader, indent) : readWord(rest)
    if (value === undefined || key in found) return undefined
    found[key] = value
  }
}

// A list may stand level with its key.
function readNested(reader: Reader, indent: number): Json | undefined {
  const next = reader.lines[reader.at]
  if (next === undefined || next.indent < indent || (next.indent === indent && !next.text.startsWith('- '))) return undefined
  return readBlock(reader, next.indent)
}

// Words that YAML could take for something else than text are left to the whole reader.
function readWord(text: string): Json | undefined {
  if (text === '{}') return {}
  if (text === '[]') return []
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^(y|yes|n|no|on|off|null|~|nan|inf)$/i.test(text) || !/^[A-Za-z/][\w./:=+-]*$/.test(text) && !/^[0-9a-f]*[a-df-z][0-9a-z]*$/.test(text)) return undefined
  return text.endsWith(':') || /^\d+e\d+$/.test(text) ? undefined : text
}
