import type { CommandCall } from '../../command.ts'
import { editKubeconfig, editedFile, entryOf, withCurrentContext, withEntry, withoutEntry } from '../../config/edit-kubeconfig.ts'
import { CliError, throwCollected, usageError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import { ColumnWriter } from '../../output/columns.ts'

/** `config current-context`. */
export async function currentContext(call: CommandCall): Promise<void> {
  const { currentContext: name } = await call.kubeconfig()
  if (name === '') throw new CliError('error: current-context is not set')
  call.io.out(`${name}\n`)
}

/** `config use-context NAME`. */
export async function useContext(call: CommandCall): Promise<void> {
  const [name, ...more] = call.args
  if (name === undefined || more.length > 0) throw usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`)
  const { contexts } = await call.kubeconfig()
  if (!contexts.some((one) => one.name === name)) throw new CliError(`error: no context exists with the name: "${name}"`)
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => withCurrentContext(raw, name))
  call.io.out(`Switched to context "${name}".\n`)
}

/** `config get-contexts [NAME...]`: all of them, the one in use with a star. */
export async function getContexts(call: CommandCall): Promise<void> {
  const { flags, args, io } = call
  const { contexts, currentContext: current } = await call.kubeconfig()
  const wanted = contexts.filter(({ name }) => args.length === 0 || args.includes(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (flags.text('output') === 'name') io.out(wanted.map(({ name }) => `${name}\n`).join(''))
  else {
    const rows = wanted.map(({ name, body }) => [name === current ? '*' : '', name, textAt(body, 'cluster'), textAt(body, 'user'), textAt(body, 'namespace')])
    io.out(new ColumnWriter().write(flags.bool('no-headers') ? rows : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'], ...rows]))
  }
  throwCollected(args.filter((name) => !contexts.some((one) => one.name === name)).map((name) => new CliError(`error: context ${name} not found`)))
}

/** `config rename-context OLD NEW`. */
export async function renameContext(call: CommandCall): Promise<void> {
  const [from, to, ...more] = call.args
  if (from === undefined || to === undefined || more.length > 0) throw usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`)
  const flag = call.flags.text('kubeconfig')
  await editKubeconfig(call.io, flag, (raw) => {
    const body = entryOf(raw, 'context', from)
    if (body === undefined) throw new CliError(`error: cannot rename the context "${from}", it's not in ${editedFile(call.io, flag)}`)
    if (entryOf(raw, 'context', to) !== undefined) throw new CliError(`error: cannot rename the context "${from}", the context "${to}" already exists in ${editedFile(call.io, flag)}`)
    const renamed = withEntry(withoutEntry(raw, 'context', from), 'context', { name: to, body })
    return raw['current-context'] === from ? withCurrentContext(renamed, to) : renamed
  })
  call.io.out(`Context "${from}" renamed to "${to}".\n`)
}

/** `config get-clusters` and `config get-users`: names only. */
export async function getNames(call: CommandCall, kind: 'clusters' | 'users'): Promise<void> {
  const config = await call.kubeconfig()
  call.io.out(`NAME\n${config[kind].map(({ name }) => `${name}\n`).toSorted().join('')}`)
}
