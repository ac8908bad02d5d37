import { readFileSync } from 'node:fs'
import type { CommandCall } from '../../command.ts'
import type { Named } from '../../config/kubeconfig.ts'
import { resolveFrom } from '../../config/kubeconfig.ts'
import { CliError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { printerFor } from '../../output/printer.ts'
import { toYaml } from '../../output/yaml.ts'

/** `config view`: the kubeconfig as it is in use, without its secrets unless --raw asks for them. */
export async function configView(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const config = await call.kubeconfig()
  const wanted = flags.text('context') || config.currentContext
  const context = config.contexts.find(({ name }) => name === wanted)
  const minify = flags.bool('minify')
  if (minify && context === undefined) throw new CliError(wanted === '' ? 'error: current-context must exist in order to minify' : `error: cannot locate context ${wanted}`)
  const only = (entries: readonly Named[], name: string) => (minify ? entries.filter((one) => one.name === name) : entries)
  const raw = flags.bool('raw') || flags.bool('flatten')
  const list = (entries: readonly Named[], key: string): Json => entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => ({ name: entry.name, [key]: body(entry, raw, flags.bool('flatten')) }))
  const object: JsonObject = {
    apiVersion: 'v1', kind: 'Config', 'current-context': minify ? wanted : config.currentContext, preferences: config.preferences,
    clusters: list(only(config.clusters, textAt(context?.body, 'cluster')), 'cluster'),
    contexts: list(only(config.contexts, wanted), 'context'),
    users: list(only(config.users, textAt(context?.body, 'user')), 'user'),
  }
  const printer = await printerFor(flags)
  io.out(printer === undefined ? toYaml(object) : printer.print(object))
}

const secrets: readonly string[] = ['token', 'password']
const inlined: readonly string[] = ['certificate-authority', 'client-certificate', 'client-key']

function body(entry: Named, raw: boolean, flatten: boolean): JsonObject {
  return Object.fromEntries(Object.entries(entry.body).map(([key, value]) => {
    if (flatten && inlined.includes(key) && typeof value === 'string') return [`${key}-data`, readFileSync(resolveFrom(entry, value)).toString('base64')]
    if (raw) return [key, value]
    if (secrets.includes(key)) return [key, 'REDACTED']
    return [key, key.endsWith('-data') ? (key === 'client-key-data' ? 'REDACTED' : 'DATA+OMITTED') : value]
  }))
}
