import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from '../errors.ts'
import type { Io } from '../io.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { toGoJson } from '../output/json.ts'
import { mirrorPath } from './mirror.ts'
import { parseManifest } from './parse-manifest.ts'

/** An object of a file, or what was wrong with a part of it: a good document before a bad one still counts. */
export type Manifest =
  | { readonly kind: 'object'; readonly source: string; readonly object: JsonObject }
  | { readonly kind: 'problem'; readonly error: CliError }

export interface ManifestFiles {
  /** Files, folders, URLs that have a copy in `~/.mirror`, or `-` for stdin. */
  readonly filenames: readonly string[]
  readonly recursive: boolean
  /** Commands that validate first name every missing field; others only the first one. */
  readonly validates: boolean
}

const extensions = ['.json', '.yaml', '.yml']

/**
 * Reads every document of every file, in order; the items of a List stand for themselves.
 * @throws CliError before anything is read when a path does not exist, so that a command does all or nothing then.
 */
export async function readManifests(io: Io, { filenames, recursive, validates }: ManifestFiles): Promise<readonly Manifest[]> {
  const files = findFiles(io, filenames, recursive)
  const manifests: Manifest[] = []
  for (const { path, source } of files) {
    const text = path === undefined ? await io.readStdin() : readText(path, source)
    for await (const part of parseManifest(text, source)) {
      if (part instanceof CliError) manifests.push({ kind: 'problem', error: part })
      else manifests.push(...unwrap(part, { source, validates }))
    }
  }
  return manifests
}

interface Source {
  /** Undefined for stdin. */
  readonly path?: string
  readonly source: string
}

function findFiles(io: Io, filenames: readonly string[], recursive: boolean): Source[] {
  const missing: string[] = []
  const found = filenames.flatMap((name): Source[] => {
    if (name === '-') return [{ source: 'STDIN' }]
    const path = pathOf(io, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) missing.push(name)
    return stat?.isDirectory() ? readFolder(path, name, recursive) : [{ path, source: name }]
  })
  if (missing.length === 1) throw new CliError(`error: the path "${missing[0]}" does not exist`)
  if (missing.length > 1) throw new CliError(missing.map((name) => `the path "${name}" does not exist`).join('\n'))
  return found
}

function pathOf(io: Io, name: string): string {
  if (name.startsWith('file://')) return fileURLToPath(name)
  if (!/^https?:\/\//.test(name)) return resolve(io.cwd, name)
  const copy = mirrorPath(io, name)
  if (copy !== undefined && existsSync(copy)) return copy
  throw new CliError(`error: unable to read URL "${name}": there is no network here, and ~/.mirror holds no copy of it`)
}

function readFolder(path: string, name: string, recursive: boolean): Source[] {
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const found = entries.flatMap((entry): Source[] => {
    if (entry.isDirectory()) return recursive ? readFolder(join(path, entry.name), join(name, entry.name), true) : []
    return extensions.some((extension) => entry.name.endsWith(extension)) ? [{ path: join(path, entry.name), source: join(name, entry.name) }] : []
  })
  if (found.length === 0 && !recursive) throw new CliError(`error: error reading [${name}]: recognized file extensions are [${extensions.join(' ')}]`)
  return found
}

function readText(path: string, source: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw new CliError(`error: error reading [${source}]: open ${source}: ${code === 'EACCES' ? 'permission denied' : String(code)}`)
  }
}

interface Origin {
  readonly source: string
  readonly validates: boolean
}

function unwrap(object: JsonObject, origin: Origin): Manifest[] {
  const problem = problemOf(object, origin)
  if (problem !== undefined) return [{ kind: 'problem', error: new CliError(problem) }]
  const isList = textAt(object, 'kind').endsWith('List') && Array.isArray(object.items)
  if (!isList) return [{ kind: 'object', source: origin.source, object }]
  return listAt(object, 'items').filter(isObject).flatMap((item) => unwrap(item, origin))
}

function problemOf(object: JsonObject, { source, validates }: Origin): string | undefined {
  const missing = ['apiVersion', 'kind'].filter((key) => textAt(object, key) === '').map((key) => `${key} not set`)
  if (missing.length === 0) return undefined
  if (validates) {
    const what = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`
    return `error: error validating "${source}": error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`
  }
  if (textAt(object, 'kind') === '') return `error: unable to decode "${source}": Object 'Kind' is missing in '${toGoJson(object, 0)}'`
  return `error: unable to recognize "${source}": no matches for kind "${textAt(object, 'kind')}" in version ""`
}
