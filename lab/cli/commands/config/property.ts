import type { CommandCall } from '../../command.ts'
import { editKubeconfig, entryOf, withEntry, withoutEntry } from '../../config/edit-kubeconfig.ts'
import type { EntryKind, RawConfig } from '../../config/edit-kubeconfig.ts'
import { CliError, usageError } from '../../errors.ts'
import { withoutValue, withValue } from '../../json.ts'
import type { Json } from '../../json.ts'

const kinds: Readonly<Record<string, EntryKind>> = { clusters: 'cluster', contexts: 'context', users: 'user' }

/** `config set contexts.lab.namespace default`. */
export async function setProperty(call: CommandCall): Promise<void> {
  const [name, value, ...more] = call.args
  if (name === undefined || value === undefined || more.length > 0) throw usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`)
  const typed: Json = value === 'true' || value === 'false' ? value === 'true' : value
  await change(call, name, {
    ofEntry: (raw, { kind, entry, keys }) => {
      if (keys.length === 0) throw new CliError(`error: unable to parse path ${JSON.stringify(name)}`)
      return withEntry(raw, kind, { name: entry, body: withValue(entryOf(raw, kind, entry) ?? {}, keys, typed) })
    },
    ofRoot: (raw, keys) => withValue(raw, keys, typed),
  })
  call.io.out(`Property "${name}" set.\n`)
}

/** `config unset users.admin`. */
export async function unsetProperty(call: CommandCall): Promise<void> {
  const [name, ...more] = call.args
  if (name === undefined || more.length > 0) throw usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`)
  await change(call, name, {
    ofEntry: (raw, { kind, entry, keys }) => {
      if (keys.length === 0) return withoutEntry(raw, kind, entry)
      const body = entryOf(raw, kind, entry)
      return body === undefined ? raw : withEntry(raw, kind, { name: entry, body: withoutValue(body, keys) })
    },
    ofRoot: (raw, keys) => withoutValue(raw, keys),
  })
  call.io.out(`Property "${name}" unset.\n`)
}

interface EntryPath {
  readonly kind: EntryKind
  readonly entry: string
  readonly keys: readonly string[]
}

interface Change {
  readonly ofEntry: (raw: RawConfig, path: EntryPath) => RawConfig
  readonly ofRoot: (raw: RawConfig, keys: readonly string[]) => RawConfig
}

// Names of entries may have dots themselves: the longest entry that fits is meant.
async function change(call: CommandCall, name: string, { ofEntry, ofRoot }: Change): Promise<void> {
  const [list = '', ...rest] = name.split('.')
  const kind = kinds[list]
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => {
    if (kind === undefined || rest.length === 0) return ofRoot(raw, name.split('.'))
    const ends = rest.map((_, at) => rest.length - at)
    const end = ends.find((one) => entryOf(raw, kind, rest.slice(0, one).join('.')) !== undefined) ?? Math.max(1, rest.length - 1)
    return ofEntry(raw, { kind, entry: rest.slice(0, end).join('.'), keys: rest.slice(end) })
  })
}
