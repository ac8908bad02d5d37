import { pathOf } from '../../api/discovery.ts'
import type { Resource } from '../../api/discovery.ts'
import { resolveKind } from '../../api/resolve-type.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, sameJson, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'

export interface Grant {
  readonly roleKind: 'Role' | 'ClusterRole'
  readonly roleName: string
  /** Undefined: for the whole cluster. */
  readonly namespace: string | undefined
  readonly subjects: readonly JsonObject[]
}

const rbac = 'rbac.authorization.k8s.io'

/** Adds the subjects to the binding of the role, or makes one. */
export async function addToBinding(call: CommandCall, grant: Grant): Promise<void> {
  const { api } = await call.cluster()
  const { resource, bindings } = await bindingsOf(call, grant)
  const wanted = call.flags.has('rolebinding-name') ? call.flags.text('rolebinding-name') : ''
  const found = bindings.find((binding) => wanted === '' || textAt(binding, 'metadata', 'name') === wanted)
  if (found === undefined) {
    const name = wanted || grant.roleName
    await api.call({
      method: 'POST', path: pathOf(resource, grant.namespace),
      body: {
        apiVersion: `${rbac}/v1`, kind: resource.kind, metadata: { name: await freeName(call, { resource, namespace: grant.namespace, name }), ...(grant.namespace === undefined ? {} : { namespace: grant.namespace }) },
        roleRef: { apiGroup: rbac, kind: grant.roleKind, name: grant.roleName }, subjects: grant.subjects,
      },
    })
    return
  }
  const before = subjectsOf(found)
  const added = grant.subjects.filter((subject) => !before.some((one) => sameJson(one, subject)))
  if (added.length > 0) await api.call({ method: 'PUT', path: pathOf(resource, grant.namespace, textAt(found, 'metadata', 'name')), body: { ...found, subjects: [...before, ...added] } })
}

/**
 * Takes the subjects out of every binding of the role; one that is empty then goes.
 * @throws CliError when none of them is in any.
 */
export async function removeFromBindings(call: CommandCall, grant: Grant): Promise<void> {
  const { api } = await call.cluster()
  const { resource, bindings } = await bindingsOf(call, grant)
  let changed = false
  for (const binding of bindings) {
    const before = subjectsOf(binding)
    const left = before.filter((subject) => !grant.subjects.some((one) => sameJson(one, subject)))
    if (left.length === before.length) continue
    changed = true
    const path = pathOf(resource, grant.namespace, textAt(binding, 'metadata', 'name'))
    if (left.length === 0) await api.call({ method: 'DELETE', path })
    else await api.call({ method: 'PUT', path, body: { ...binding, subjects: left } })
  }
  if (!changed) throw new CliError(`error: unable to find target [${grant.subjects.map(({ name }) => String(name)).join(' ')}]`)
}

async function bindingsOf(call: CommandCall, grant: Grant): Promise<{ readonly resource: Resource; readonly bindings: readonly JsonObject[] }> {
  const { api, discovery } = await call.cluster()
  const kind = grant.namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'
  const resource = await resolveKind(discovery, `${rbac}/v1`, kind)
  if (resource === undefined) throw new CliError(`error: the server doesn't have a resource type "${kind.toLowerCase()}s"`)
  const list = await api.get(pathOf(resource, grant.namespace))
  const bindings = listAt(list, 'items').filter(isObject).filter((binding) => textAt(binding, 'roleRef', 'name') === grant.roleName && textAt(binding, 'roleRef', 'kind') === grant.roleKind)
  return { resource, bindings: bindings.map((binding) => ({ ...binding, apiVersion: `${rbac}/v1`, kind })) }
}

// A binding of another role may have the name already: `admin`, `admin-0`, `admin-1`.
async function freeName(call: CommandCall, { resource, namespace, name }: { readonly resource: Resource; readonly namespace: string | undefined; readonly name: string }): Promise<string> {
  const list = await (await call.cluster()).api.get(pathOf(resource, namespace))
  const taken = new Set(listAt(list, 'items').map((binding) => textAt(binding, 'metadata', 'name')))
  let free = name
  for (let count = 0; taken.has(free); count += 1) free = `${name}-${count}`
  return free
}

function subjectsOf(binding: JsonObject): readonly JsonObject[] {
  return listAt(binding, 'subjects').filter(isObject)
}
