import { CliError } from '../../errors.ts'
import { isObject, listAt, textAt, type JsonObject } from '../../json.ts'

/** A port here and the port of the pod that it leads to; 0 here for a free one. */
export interface PortPair {
  readonly local: number
  readonly remote: number
}

export interface PortOwners {
  readonly pod: JsonObject
  /** The service that was named instead of a pod: its ports are meant. */
  readonly service?: JsonObject
}

/** Reads `8080:80`, `:80`, `80` and names of ports, in the words of kubectl where it cannot be. */
export function readPorts(words: readonly string[], { pod, service }: PortOwners): readonly PortPair[] {
  return words.map((word) => {
    const parts = word.split(':')
    const first = parts[0] ?? ''
    // Of more parts than two kubectl sees the first only.
    const second = parts.length === 2 ? parts[1] : undefined
    const named = second ?? first
    const remote = service ? portOfService(service, pod, named) : portOfPod(pod, named)
    // A service's own number stands for the port here too.
    const local = second === undefined ? (/^\d+$/.test(first) ? Number(first) : remote) : first === '' ? 0 : numberOf(first, 'local')
    if (local > 65_535) throw new CliError(`error: error parsing local port '${local}': strconv.ParseUint: parsing "${local}": value out of range`)
    return { local, remote }
  })
}

function portOfService(service: JsonObject, pod: JsonObject, named: string): number {
  const name = textAt(service, 'metadata', 'name')
  const found = listAt(service, 'spec', 'ports').filter(isObject).find((port) => scalarAt(port, 'port') === named || scalarAt(port, 'name') === named)
  if (!found) throw new CliError(/^\d+$/.test(named) ? `error: Service ${name} does not have a service port ${named}` : `error: Service '${name}' does not have a named port '${named}'`)
  const target = scalarAt(found, 'targetPort') || scalarAt(found, 'port')
  return portOfPod(pod, target)
}

function portOfPod(pod: JsonObject, named: string): number {
  if (/^[+-]?\d+$/.test(named)) return numberOf(named, 'remote')
  const ports = listAt(pod, 'spec', 'containers').filter(isObject).flatMap((container) => listAt(container, 'ports').filter(isObject))
  const found = ports.find((port) => scalarAt(port, 'name') === named)
  if (!found) throw new CliError(named === '' ? 'error: remote port must be > 0' : `error: Pod '${textAt(pod, 'metadata', 'name')}' does not have a named port '${named}'`)
  return Number(scalarAt(found, 'containerPort'))
}

function numberOf(text: string, which: 'local' | 'remote'): number {
  if (!/^\d+$/.test(text)) throw new CliError(`error: error parsing ${which} port '${text}': strconv.ParseUint: parsing "${text}": invalid syntax`)
  const value = Number(text)
  if (value > 65_535) throw new CliError(`error: error parsing ${which} port '${text}': strconv.ParseUint: parsing "${text}": value out of range`)
  if (which === 'remote' && value === 0) throw new CliError('error: remote port must be > 0')
  return value
}

/** A port stands as a number or as a name. */
function scalarAt(value: JsonObject, key: string): string {
  const found = value[key]
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
