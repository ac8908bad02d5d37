import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CliError } from '../errors.ts'
import type { Io } from '../io.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { kubeconfigFiles, parseKubeconfig } from './kubeconfig.ts'

/** The content of one kubeconfig file, as it stands there. */
export type RawConfig = JsonObject

export type EntryKind = 'cluster' | 'context' | 'user'

const emptyConfig: RawConfig = { apiVersion: 'v1', clusters: [], contexts: [], 'current-context': '', kind: 'Config', preferences: {}, users: [] }

/** The file that changes go to: the first of those in use that exists, or the last if none does. */
export function editedFile(io: Pick<Io, 'env' | 'cwd'>, flag: string): string {
  const files = kubeconfigFiles(io, flag)
  const found = files.find((file) => existsSync(file)) ?? files.at(-1)
  if (found === undefined) throw new CliError('error: no kubeconfig file is named')
  return found
}

/** Changes the kubeconfig and writes it back in one step; what the edit does not name stays as it was. */
export async function editKubeconfig(io: Pick<Io, 'env' | 'cwd'>, flag: string, edit: (config: RawConfig) => RawConfig): Promise<void> {
  const file = editedFile(io, flag)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const before = text.trim() === '' ? emptyConfig : await parseKubeconfig(file, text)
  const after = edit(isObject(before) ? before : emptyConfig)
  mkdirSync(dirname(file), { recursive: true })
  const { toYaml } = await import('../output/yaml.ts')
  writeFileSync(`${file}.new`, text.startsWith('{') ? `${JSON.stringify(after, null, 2)}\n` : toYaml(after), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The entry's body; undefined when there is no such entry. */
export function entryOf(config: RawConfig, kind: EntryKind, name: string): JsonObject | undefined {
  const found = listAt(config, `${kind}s`).find((entry) => textAt(entry, 'name') === name)
  const body = isObject(found) ? found[kind] : undefined
  if (found === undefined) return undefined
  return isObject(body) ? body : {}
}

/** The config with an entry set: changed where it stands, or added at the end. */
export function withEntry(config: RawConfig, kind: EntryKind, { name, body }: { readonly name: string; readonly body: JsonObject }): RawConfig {
  const entry: Json = { [kind]: body, name }
  const entries = listAt(config, `${kind}s`)
  const at = entries.findIndex((one) => textAt(one, 'name') === name)
  return { ...config, [`${kind}s`]: at < 0 ? [...entries, entry] : entries.with(at, entry) }
}

export function withoutEntry(config: RawConfig, kind: EntryKind, name: string): RawConfig {
  return { ...config, [`${kind}s`]: listAt(config, `${kind}s`).filter((one) => textAt(one, 'name') !== name) }
}

export function withCurrentContext(config: RawConfig, name: string): RawConfig {
  return { ...config, 'current-context': name }
}
