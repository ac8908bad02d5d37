import type { CommandCall } from '../../command.ts'
import { editKubeconfig, editedFile, entryOf, withEntry, withoutEntry } from '../../config/edit-kubeconfig.ts'
import type { EntryKind } from '../../config/edit-kubeconfig.ts'
import { resolve } from 'node:path'
import { CliError } from '../../errors.ts'
import { withoutValue } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'

interface Setting {
  readonly flag: string
  readonly key: string
  readonly read: (call: CommandCall) => Json
}

const text = (flag: string, key = flag): Setting => ({ flag, key, read: ({ flags }) => flags.text(flag) })
const path = (flag: string): Setting => ({ flag, key: flag, read: ({ flags, io }) => resolve(io.cwd, flags.text(flag)) })
const bool = (flag: string): Setting => ({ flag, key: flag, read: ({ flags }) => flags.bool(flag) })

const settings: Readonly<Record<EntryKind, readonly Setting[]>> = {
  context: [text('cluster'), text('namespace'), text('user')],
  cluster: [text('server'), text('tls-server-name'), path('certificate-authority'), bool('insecure-skip-tls-verify')],
  user: [text('token'), text('username'), text('password'), path('client-certificate'), path('client-key')],
}

/** `config set-context`, `set-cluster`, `set-credentials`: makes an entry, or changes what the flags name. */
export async function setEntry(call: CommandCall, kind: EntryKind): Promise<void> {
  const { flags } = call
  const current = kind === 'context' && flags.bool('current')
  const [named, ...more] = call.args
  if (more.length > 0) throw new CliError(`error: Unexpected args: [${call.args.join(' ')}]`)
  if (current && named !== undefined) throw new CliError('error: you cannot specify both a context name and --current')
  const name = current ? (await call.kubeconfig()).currentContext : named ?? ''
  if (name === '') throw new CliError(current ? 'error: no current context is set' : kind === 'context' ? 'error: you must specify a non-empty context name or --current' : `error: you must specify a non-empty ${kind} name`)
  const given = settings[kind].filter(({ flag }) => flags.given(flag)).map((setting) => [setting.key, setting.read(call)] as const)
  let existed = false
  await editKubeconfig(call.io, flags.text('kubeconfig'), (raw) => {
    const before = entryOf(raw, kind, name)
    existed = before !== undefined
    return withEntry(raw, kind, { name, body: merge(before ?? {}, given) })
  })
  if (kind === 'context') call.io.out(`Context "${name}" ${existed ? 'modified' : 'created'}.\n`)
  else call.io.out(`${kind === 'cluster' ? 'Cluster' : 'User'} "${name}" set.\n`)
}

function merge(before: JsonObject, given: readonly (readonly [string, Json])[]): JsonObject {
  // An empty value takes the field away.
  return given.reduce<JsonObject>((body, [key, value]) => (value === '' ? withoutValue(body, [key]) : { ...body, [key]: value }), before)
}

/** `config delete-context`, `delete-cluster`, `delete-user`. */
export async function deleteEntry(call: CommandCall, kind: EntryKind): Promise<void> {
  const [name, ...more] = call.args
  if (name === undefined || more.length > 0) throw new CliError(`error: you must specify a ${kind}`)
  const file = editedFile(call.io, call.flags.text('kubeconfig'))
  let isCurrent = false
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => {
    if (entryOf(raw, kind, name) === undefined) throw new CliError(`error: cannot delete ${kind} ${name}, not in ${file}`)
    isCurrent = kind === 'context' && raw['current-context'] === name
    return withoutEntry(raw, kind, name)
  })
  if (isCurrent) call.io.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n')
  call.io.out(`deleted ${kind} ${name} from ${file}\n`)
}
