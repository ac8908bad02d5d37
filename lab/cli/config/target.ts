import { readFileSync } from 'node:fs'
import { CliError } from '../errors.ts'
import type { Flags } from '../flags/parse.ts'
import { textAt } from '../json.ts'
import { resolveFrom } from './kubeconfig.ts'
import type { Kubeconfig, Named } from './kubeconfig.ts'

/** Where a command's requests go, and as whom. */
export interface Target {
  /** Base address without a slash at its end; may have a path. */
  readonly server: string
  readonly token: string
  readonly username: string
  readonly password: string
  readonly namespace: string
  /** Whether the namespace was given on the command line. */
  readonly namespaceGiven: boolean
  readonly contextName: string
  /** Whom the requests are to be taken from (`--as`, `--as-group`); an empty user for oneself. */
  readonly actAs: { readonly user: string; readonly groups: readonly string[] }
  readonly tls: TlsOptions
}

export interface TlsOptions {
  readonly skipVerify: boolean
  readonly serverName?: string
  readonly ca?: string | Buffer
  readonly cert?: string | Buffer
  readonly key?: string | Buffer
}

const noEntry: Named = { name: '', body: {}, file: '' }

/**
 * Joins kubeconfig and flags: a flag wins over the context.
 * @throws CliError when a named context does not exist, in kubectl's words.
 */
export function chooseTarget(config: Kubeconfig, flags: Flags): Target {
  const contextName = flags.text('context') || config.currentContext
  const context = config.contexts.find(({ name }) => name === contextName)
  if (context === undefined && flags.text('context') !== '') {
    throw new CliError(`Error in configuration: context was not found for specified context: ${contextName}`)
  }
  const cluster = pick(config.clusters, flags.text('cluster') || textAt(context?.body, 'cluster'), { kind: 'cluster', given: flags.given('cluster') })
  const user = pick(config.users, flags.text('user') || textAt(context?.body, 'user'), { kind: 'auth info', given: flags.given('user') })
  const given = flags.text('namespace')
  return {
    server: (flags.text('server') || textAt(cluster.body, 'server') || 'http://localhost:8080').replace(/\/+$/, '').replace(/^(?!https?:\/\/)/, 'http://'),
    token: flags.text('token') || textAt(user.body, 'token') || readIfNamed(user, 'tokenFile'),
    username: flags.text('username') || textAt(user.body, 'username'),
    password: flags.text('password') || textAt(user.body, 'password'),
    namespace: given || textAt(context?.body, 'namespace') || 'default',
    namespaceGiven: given !== '',
    contextName,
    actAs: { user: flags.text('as'), groups: flags.list('as-group') },
    tls: chooseTls(cluster, user, flags),
  }
}

function pick(entries: readonly Named[], name: string, { kind, given }: { readonly kind: string; readonly given: boolean }): Named {
  const found = entries.find((entry) => entry.name === name)
  if (found === undefined && given) throw new CliError(`error: ${kind} "${name}" does not exist`)
  return found ?? noEntry
}

function chooseTls(cluster: Named, user: Named, flags: Flags): TlsOptions {
  const material = (entry: Named, key: string, flag: string): string | Buffer | undefined => {
    if (flags.text(flag) !== '') return readFileSync(flags.text(flag))
    const inline = textAt(entry.body, `${key}-data`)
    if (inline !== '') return Buffer.from(inline, 'base64')
    return readIfNamed(entry, key) || undefined
  }
  const ca = material(cluster, 'certificate-authority', 'certificate-authority')
  const cert = material(user, 'client-certificate', 'client-certificate')
  const key = material(user, 'client-key', 'client-key')
  const serverName = flags.text('tls-server-name') || textAt(cluster.body, 'tls-server-name')
  return {
    skipVerify: flags.bool('insecure-skip-tls-verify') || cluster.body['insecure-skip-tls-verify'] === true,
    ...(serverName === '' ? {} : { serverName }),
    ...(ca === undefined ? {} : { ca }), ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }),
  }
}

function readIfNamed(entry: Named, key: string): string {
  const path = textAt(entry.body, key)
  if (path === '') return ''
  try {
    return readFileSync(resolveFrom(entry, path), 'utf8').trim()
  } catch (error) {
    throw new CliError(`error: unable to read ${key} ${path} named in ${entry.file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
