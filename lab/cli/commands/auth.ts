import { resolveType } from '../api/resolve-type.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { dig, listAt, objectAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { ColumnWriter } from '../output/columns.ts'

/** `auth can-i VERB TYPE[/NAME]`: exits with 1 when it is not allowed. */
export async function canI(call: CommandCall): Promise<number> {
  const { args, flags, io } = call
  if (flags.bool('list')) return listRules(call)
  if (args.length < 2 || args.length > 3) throw new CliError('error: you must specify two or three arguments: verb, resource, and optional resourceName')
  const [verb = '', what = '', ...names] = args
  const { api } = await call.cluster()
  const spec: JsonObject = what.startsWith('/') ? { nonResourceAttributes: { verb, path: what } } : { resourceAttributes: await attributes(call, { verb, what, name: names[0] ?? '' }) }
  const review = await api.call({
    method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec },
  })
  const allowed = dig(review, 'status', 'allowed') === true
  const reason = textAt(review, 'status', 'reason')
  if (!flags.bool('quiet')) io.out(allowed ? 'yes\n' : `no${reason === '' ? '' : ` - ${reason}`}\n`)
  return allowed ? 0 : 1
}

async function attributes(call: CommandCall, { verb, what, name }: { readonly verb: string; readonly what: string; readonly name: string }): Promise<Record<string, string>> {
  const [word = '', inline = ''] = what.split('/')
  const { discovery, target } = await call.cluster()
  const subresource = call.flags.text('subresource')
  const namespace = call.flags.bool('all-namespaces') ? '' : target.namespace
  if (word === '*') return { verb, resource: '*', group: '*', namespace, name: name || inline, subresource }
  try {
    const resource = await resolveType(discovery, word)
    return { verb, resource: resource.plural, group: resource.group, namespace: resource.namespaced ? namespace : '', name: name || inline, subresource }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    call.io.err(`Warning: the server doesn't have a resource type '${word}'\n`)
    return { verb, resource: word, namespace, name: name || inline, subresource }
  }
}

async function listRules(call: CommandCall): Promise<number> {
  const { api, target } = await call.cluster()
  const review = await api.call({
    method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: target.namespace } },
  })
  const texts = (rule: unknown, field: string) => listAt(rule, field).map(String)
  const rows = listAt(review, 'status', 'resourceRules').flatMap((rule) => texts(rule, 'resources').flatMap((resource) => texts(rule, 'apiGroups').map((group) => (
    [group === '' ? resource : `${resource}.${group}`, '[]', `[${texts(rule, 'resourceNames').join(' ')}]`, `[${texts(rule, 'verbs').join(' ')}]`]
  ))))
  const others = listAt(review, 'status', 'nonResourceRules').map((rule) => ['', `[${texts(rule, 'nonResourceURLs').join(' ')}]`, '[]', `[${texts(rule, 'verbs').join(' ')}]`])
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']
  call.io.out(new ColumnWriter().write([...(call.flags.bool('no-headers') ? [] : [header]), ...rows, ...others]))
  return 0
}

/** `auth whoami`: the user and the groups that the server sees. */
export async function authWhoami(call: CommandCall): Promise<void> {
  const { api } = await call.cluster()
  const review = await api.call({ method: 'POST', path: '/apis/authentication.k8s.io/v1/selfsubjectreviews', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' } })
  const user = objectAt(review, 'status', 'userInfo')
  call.io.out(new ColumnWriter().write([['ATTRIBUTE', 'VALUE'], ['Username', textAt(user, 'username')], ['Groups', `[${listAt(user, 'groups').map(String).join(' ')}]`]]))
}
