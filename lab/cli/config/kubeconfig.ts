import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { CliError } from '../errors.ts'
import type { Io } from '../io.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { readPlainYaml } from './plain-yaml.ts'

/** A kubeconfig as it stands in its files, merged: the first file that names something wins. */
export interface Kubeconfig {
  readonly currentContext: string
  readonly clusters: readonly Named[]
  readonly contexts: readonly Named[]
  readonly users: readonly Named[]
  readonly preferences: JsonObject
}

/** An entry of a kubeconfig: `body` is what stands under `cluster`, `context` or `user`. */
export interface Named {
  readonly name: string
  readonly body: JsonObject
  /** File it came from; paths inside are relative to its folder. */
  readonly file: string
}

export const emptyKubeconfig: Kubeconfig = { currentContext: '', clusters: [], contexts: [], users: [], preferences: {} }

/** Files to read, in order: `--kubeconfig`, else $KUBECONFIG (several, joined as PATH is), else ~/.kube/config. */
export function kubeconfigFiles(io: Pick<Io, 'env' | 'cwd'>, flag: string): readonly string[] {
  if (flag !== '') return [resolve(io.cwd, flag)]
  const fromEnv = (io.env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '')
  if (fromEnv.length > 0) return [...new Set(fromEnv)].map((file) => resolve(io.cwd, file))
  return [join(io.env.HOME || homedir(), '.kube', 'config')]
}

/** Reads and merges the files; those that do not exist are left out, as kubectl does. */
export async function readKubeconfig(io: Pick<Io, 'env' | 'cwd'>, flag: string): Promise<Kubeconfig> {
  const files = kubeconfigFiles(io, flag)
  const [only = ''] = files
  if (flag !== '' && !existsSync(only)) throw new CliError(`error: stat ${flag}: no such file or directory`)
  let merged = emptyKubeconfig
  for (const file of files) if (existsSync(file)) merged = merge(merged, await readOne(file))
  return merged
}

async function readOne(file: string): Promise<Kubeconfig> {
  const content = await parseKubeconfig(file, readFileSync(file, 'utf8'))
  return {
    currentContext: textAt(content, 'current-context'),
    clusters: named(content, 'clusters', 'cluster', file),
    contexts: named(content, 'contexts', 'context', file),
    users: named(content, 'users', 'user', file),
    preferences: isObject(content) && isObject(content.preferences) ? content.preferences : {},
  }
}

/** Reads the text of a kubeconfig, in YAML or JSON. For JSON and plain YAML the YAML reader, half of a short command's time, is not loaded. */
export async function parseKubeconfig(file: string, text: string): Promise<Json> {
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text) as Json // JSON.parse gives nothing but JSON.
    } catch {
      // A YAML flow mapping looks the same at its first character; the YAML reader decides.
    }
  }
  const plain = readPlainYaml(text)
  if (plain !== undefined) return plain
  const { parseYamlDocument, YamlProblem } = await import('../manifest/parse-yaml.ts')
  try {
    return parseYamlDocument(text)
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error
    throw new CliError(`error: error loading config file "${file}": ${error.message}`)
  }
}

function named(content: Json, list: string, body: string, file: string): Named[] {
  return listAt(content, list).map((entry) => {
    const found = isObject(entry) ? entry[body] : undefined
    return { name: textAt(entry, 'name'), body: isObject(found) ? found : {}, file }
  })
}

function merge(first: Kubeconfig, next: Kubeconfig): Kubeconfig {
  const add = (have: readonly Named[], more: readonly Named[]) => [...have, ...more.filter((one) => !have.some(({ name }) => name === one.name))]
  return {
    currentContext: first.currentContext || next.currentContext,
    clusters: add(first.clusters, next.clusters),
    contexts: add(first.contexts, next.contexts),
    users: add(first.users, next.users),
    preferences: { ...next.preferences, ...first.preferences },
  }
}

/** A path that stands in a kubeconfig entry, relative to its file. */
export function resolveFrom(entry: Named, path: string): string {
  return resolve(dirname(entry.file), path)
}
