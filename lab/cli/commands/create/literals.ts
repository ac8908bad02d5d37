import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'

/** Keys and contents for a config map or a secret, from --from-literal, --from-file and --from-env-file. */
export function readLiterals({ flags, io }: CommandCall): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  const add = (key: string, value: Buffer) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) throw new CliError(`error: "${key}" is not valid key name: a valid config key must consist of alphanumeric characters, '-', '_' or '.'`)
    if (found.has(key)) throw new CliError(`error: cannot add key "${key}", another key by that name already exists`)
    found.set(key, value)
  }
  const envFiles = flags.list('from-env-file')
  if (envFiles.length > 0 && (flags.list('from-file').length > 0 || flags.list('from-literal').length > 0)) throw new CliError('error: from-env-file cannot be combined with from-file or from-literal')
  for (const literal of flags.list('from-literal')) {
    const at = literal.indexOf('=')
    if (at <= 0) throw new CliError(`error: invalid literal source ${literal}, expected key=value`)
    add(literal.slice(0, at), Buffer.from(literal.slice(at + 1).replace(/^(['"])(.*)\1$/s, '$2')))
  }
  for (const source of flags.list('from-file')) for (const [key, path] of filesOf(io.cwd, source)) add(key, readFileSync(path))
  for (const file of envFiles) for (const [key, value] of envOf(resolve(io.cwd, file), file)) add(key, Buffer.from(value))
  return found
}

// `FILE`, `KEY=FILE` or a folder, whose files all count.
function filesOf(cwd: string, source: string): readonly (readonly [key: string, path: string])[] {
  const at = source.indexOf('=')
  const name = at < 0 ? source : source.slice(at + 1)
  const path = resolve(cwd, name)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new CliError(`error: error reading ${name}: no such file or directory`)
  if (!stat.isDirectory()) return [[at < 0 ? basename(path) : source.slice(0, at), path]]
  if (at >= 0) throw new CliError('error: cannot give a key name for a directory path')
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => [entry.name, join(path, entry.name)])
}

function envOf(path: string, name: string): readonly (readonly [string, string])[] {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new CliError(`error: env config file ${name}: no such file or directory`)
  return readFileSync(path, 'utf8').split(/\r?\n/).map((line) => line.trimStart()).filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const at = line.indexOf('=')
    return at < 0 ? [line, process.env[line] ?? ''] : [line.slice(0, at), line.slice(at + 1)]
  })
}
