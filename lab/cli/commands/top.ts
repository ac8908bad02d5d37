import type { CommandCall } from '../command.ts'
import { CliError, isNotFound } from '../errors.ts'
import { isObject, listAt, objectAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { mebiText, milliText, readQuantity } from './top/quantity.ts'

const base = '/apis/metrics.k8s.io/v1beta1'

/** `top pods`: what pods use of processor and memory. */
export async function topPods(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const { target } = await call.cluster()
  const everywhere = flags.bool('all-namespaces')
  const path = everywhere ? `${base}/pods` : `${base}/namespaces/${encodeURIComponent(target.namespace)}/pods`
  const pods = await read(call, path)
  if (pods.length === 0) return io.err(everywhere ? 'No resources found\n' : `No resources found in ${target.namespace} namespace.\n`)
  const nameOf = (pod: JsonObject) => textAt(pod, 'metadata', 'name')
  const where = (pod: JsonObject) => (everywhere ? [textAt(pod, 'metadata', 'namespace')] : [])
  const containers = flags.bool('containers')
  const rows = sorted(call, pods.map((pod) => ({ pod, use: sum(usages(pod)) }))).flatMap(({ pod, use }): string[][] => (
    containers ? usages(pod).map((one) => [...where(pod), nameOf(pod), one.name, ...useCells(one)]) : [[...where(pod), nameOf(pod), ...useCells(use)]]
  ))
  print(call, [...(everywhere ? ['NAMESPACE'] : []), ...(containers ? ['POD', 'NAME'] : ['NAME']), 'CPU(cores)', 'MEMORY(bytes)'], rows)
}

/** `top nodes`: the same of whole machines, and how much of them that is. */
export async function topNodes(call: CommandCall): Promise<void> {
  const { api } = await call.cluster()
  const nodes = listAt(await api.get('/api/v1/nodes'), 'items').filter(isObject)
  const metrics = await read(call, `${base}/nodes`)
  if (metrics.length === 0) return call.io.err('No resources found\n')
  const rows = sorted(call, metrics.map((pod) => ({ pod, use: sum([useOf(pod)]) }))).map(({ pod, use }) => {
    const node = nodes.find((one) => textAt(one, 'metadata', 'name') === textAt(pod, 'metadata', 'name'))
    const room = { ...objectAt(node, 'status', 'capacity'), ...objectAt(node, 'status', 'allocatable') }
    const share = (used: number, field: string) => {
      const all = readQuantity(String(room[field] ?? ''))
      return all === 0 ? '<unknown>' : `${Math.floor((used / all) * 100)}%`
    }
    return [textAt(pod, 'metadata', 'name'), milliText(use.cpu), share(use.cpu, 'cpu'), mebiText(use.memory), share(use.memory, 'memory')]
  })
  print(call, ['NAME', 'CPU(cores)', 'CPU%', 'MEMORY(bytes)', 'MEMORY%'], rows)
}

interface Use {
  readonly cpu: number
  readonly memory: number
}

async function read(call: CommandCall, path: string): Promise<readonly JsonObject[]> {
  const { api } = await call.cluster()
  const [name] = call.args
  if (name !== undefined && call.flags.text('selector') !== '') throw new CliError('error: only one of NAME or selector is allowed')
  try {
    if (name !== undefined) return [await api.get(`${path}/${encodeURIComponent(name)}`)]
    return listAt(await api.get(path, { labelSelector: call.flags.text('selector') }), 'items').filter(isObject)
  } catch (error) {
    if (isNotFound(error) && error instanceof Error && error.message.startsWith('the server could not find')) throw new CliError('error: Metrics API not available')
    throw error
  }
}

function useOf(metrics: JsonObject): Use {
  return { cpu: readQuantity(textAt(metrics, 'usage', 'cpu')), memory: readQuantity(textAt(metrics, 'usage', 'memory')) }
}

function usages(pod: JsonObject): readonly (Use & { readonly name: string })[] {
  const found = listAt(pod, 'containers').filter(isObject).map((one) => ({ name: textAt(one, 'name'), ...useOf(one) }))
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function sum(uses: readonly Use[]): Use {
  return uses.reduce<Use>((total, one) => ({ cpu: total.cpu + one.cpu, memory: total.memory + one.memory }), { cpu: 0, memory: 0 })
}

function sorted<T extends { readonly pod: JsonObject; readonly use: Use }>({ flags }: CommandCall, rows: readonly T[]): readonly T[] {
  const by = flags.text('sort-by')
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new CliError("error: --sort-by accepts only cpu or memory")
  const key = (row: T) => `${textAt(row.pod, 'metadata', 'namespace')}/${textAt(row.pod, 'metadata', 'name')}`
  return rows.toSorted((a, b) => (by === '' ? 0 : b.use[by] - a.use[by]) || (key(a) < key(b) ? -1 : 1))
}

function useCells({ cpu, memory }: Use): string[] {
  return [milliText(cpu), mebiText(memory)]
}

// Its columns all end with blanks, the last one too.
function print({ flags, io }: CommandCall, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = flags.bool('no-headers') ? rows : [header, ...rows]
  const widths = header.map((_, at) => Math.max(6, ...lines.map((row) => (row[at] ?? '').length + 3)))
  io.out(lines.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('')}\n`).join(''))
}
