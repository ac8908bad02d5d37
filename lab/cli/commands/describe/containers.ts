import { dig, isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Lines } from './lines.ts'
import { orNone, plain, timeText } from './parts.ts'

export interface ContainersOf {
  readonly label: string
  readonly containers: readonly JsonObject[]
  /** What the node says of them; none in a template. */
  readonly statuses: readonly JsonObject[]
  /** The pod, for values that stand in its own fields; absent in a template. */
  readonly pod?: JsonObject
}

/** Containers of a pod or a template; `space` is `'  '` inside a template. */
export function addContainers(lines: Lines, { label, containers, statuses, pod }: ContainersOf, space: string): void {
  lines.add(0, `${space}${label}:${containers.length === 0 ? ' <none>' : ''}`)
  for (const container of containers) {
    const status = statuses.find((one) => one.name === container.name)
    addBasics(lines, { container, status, indent: space === '' ? '' : ' ' })
    addWords(lines, 'Command', listAt(container, 'command'))
    addWords(lines, 'Args', listAt(container, 'args'))
    if (status !== undefined) addState(lines, status)
    addResources(lines, objectAt(container, 'resources'))
    for (const [title, field] of [['Liveness', 'livenessProbe'], ['Readiness', 'readinessProbe'], ['Startup', 'startupProbe']] as const) {
      if (isObject(container[field])) lines.add(2, `${title}:\t${probeText(objectAt(container, field))}`)
    }
    addEnvFrom(lines, listAt(container, 'envFrom').filter(isObject))
    addEnv(lines, listAt(container, 'env').filter(isObject), pod)
    addMounts(lines, listAt(container, 'volumeMounts').filter(isObject))
  }
}

function addBasics(lines: Lines, { container, status, indent }: { readonly container: JsonObject; readonly status: JsonObject | undefined; readonly indent: string }): void {
  lines.add(1, `${indent}${textAt(container, 'name')}:`)
  if (status !== undefined) lines.add(2, `Container ID:\t${textAt(status, 'containerID')}`)
  lines.add(2, `Image:\t${textAt(container, 'image')}`)
  if (status !== undefined) lines.add(2, `Image ID:\t${textAt(status, 'imageID')}`)
  const ports = listAt(container, 'ports')
  addPorts(lines, 'Port', ports.map((port) => portText(port, 'containerPort')))
  addPorts(lines, 'Host Port', ports.map((port) => portText(port, 'hostPort')))
}

function portText(port: Json, field: string): string {
  return `${numberAt(port, field)}/${textAt(port, 'protocol') || 'TCP'}`
}

function addPorts(lines: Lines, title: string, ports: readonly string[]): void {
  lines.add(2, `${title}${ports.length > 1 ? 's' : ''}:\t${orNone(ports.join(', '))}`)
}

function addWords(lines: Lines, title: string, words: readonly Json[]): void {
  if (words.length === 0) return
  lines.add(2, `${title}:`)
  for (const word of words) for (const line of String(word).split('\n')) lines.add(3, line)
}

function addState(lines: Lines, status: JsonObject): void {
  addOneState(lines, 'State', objectAt(status, 'state'))
  if (isObject(dig(status, 'lastState', 'terminated'))) addOneState(lines, 'Last State', objectAt(status, 'lastState'))
  lines.add(2, `Ready:\t${status.ready === true ? 'True' : 'False'}`).add(2, `Restart Count:\t${numberAt(status, 'restartCount')}`)
}

function addOneState(lines: Lines, title: string, state: JsonObject): void {
  const running = state.running
  const terminated = state.terminated
  if (isObject(running)) {
    lines.add(2, `${title}:\tRunning`).add(3, `Started:\t${timeText(textAt(running, 'startedAt'))}`)
  } else if (isObject(terminated)) {
    lines.add(2, `${title}:\tTerminated`)
    for (const [name, field] of [['Reason', 'reason'], ['Message', 'message']] as const) if (textAt(terminated, field) !== '') lines.add(3, `${name}:\t${textAt(terminated, field)}`)
    lines.add(3, `Exit Code:\t${numberAt(terminated, 'exitCode')}`)
    if (numberAt(terminated, 'signal') > 0) lines.add(3, `Signal:\t${numberAt(terminated, 'signal')}`)
    lines.add(3, `Started:\t${timeText(textAt(terminated, 'startedAt'))}`).add(3, `Finished:\t${timeText(textAt(terminated, 'finishedAt'))}`)
  } else {
    lines.add(2, `${title}:\tWaiting`)
    const reason = textAt(state, 'waiting', 'reason')
    if (reason !== '') lines.add(3, `Reason:\t${reason}`)
  }
}

function addResources(lines: Lines, resources: JsonObject): void {
  for (const [title, field] of [['Limits', 'limits'], ['Requests', 'requests']] as const) {
    const names = Object.keys(objectAt(resources, field)).toSorted()
    if (names.length > 0) lines.add(2, `${title}:`)
    for (const name of names) lines.add(3, `${name}:\t${plain(dig(resources, field, name))}`)
  }
}

function probeText(probe: JsonObject): string {
  const number = (field: string, standard: number) => (dig(probe, field) === undefined ? standard : numberAt(probe, field))
  const times = `delay=${number('initialDelaySeconds', 0)}s timeout=${number('timeoutSeconds', 1)}s period=${number('periodSeconds', 10)}s #success=${number('successThreshold', 1)} #failure=${number('failureThreshold', 3)}`
  if (isObject(probe.exec)) return `exec [${listAt(probe, 'exec', 'command').map(String).join(' ')}] ${times}`
  if (isObject(probe.httpGet)) {
    const { httpGet } = probe
    return `http-get ${(textAt(httpGet, 'scheme') || 'HTTP').toLowerCase()}://${textAt(httpGet, 'host')}:${plain(httpGet.port)}${textAt(httpGet, 'path').replace(/^(?!\/)/, '/')} ${times}`
  }
  if (isObject(probe.tcpSocket)) return `tcp-socket ${textAt(probe, 'tcpSocket', 'host')}:${plain(dig(probe, 'tcpSocket', 'port'))} ${times}`
  return `unknown ${times}`
}

function addEnvFrom(lines: Lines, sources: readonly JsonObject[]): void {
  if (sources.length === 0) return
  lines.add(2, 'Environment Variables from:')
  for (const source of sources) {
    const [kind, ref] = isObject(source.secretRef) ? ['Secret', source.secretRef] : ['ConfigMap', objectAt(source, 'configMapRef')]
    const prefix = textAt(source, 'prefix')
    lines.add(3, `${textAt(ref, 'name')}\t${String(kind)}${prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${String(dig(ref, 'optional') === true)}`)
  }
}

function addEnv(lines: Lines, variables: readonly JsonObject[], pod: JsonObject | undefined): void {
  lines.add(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`)
  for (const variable of variables) {
    const name = textAt(variable, 'name')
    const from = variable.valueFrom
    if (!isObject(from)) {
      textAt(variable, 'value').split('\n').forEach((line, at) => lines.add(3, at === 0 ? `${name}:\t${line}` : `\t${line}`))
    } else if (isObject(from.fieldRef)) {
      const path = textAt(from, 'fieldRef', 'fieldPath')
      lines.add(3, `${name}:\t${pod === undefined ? '' : plain(dig(pod, ...path.split('.')))} (${textAt(from, 'fieldRef', 'apiVersion') || 'v1'}:${path})`)
    } else if (isObject(from.resourceFieldRef)) {
      lines.add(3, `${name}:\t (${textAt(from, 'resourceFieldRef', 'resource')})`)
    } else if (isObject(from.secretKeyRef)) {
      lines.add(3, `${name}:\t<set to the key '${textAt(from, 'secretKeyRef', 'key')}' in secret '${textAt(from, 'secretKeyRef', 'name')}'>\tOptional: ${String(dig(from, 'secretKeyRef', 'optional') === true)}`)
    } else {
      lines.add(3, `${name}:\t<set to the key '${textAt(from, 'configMapKeyRef', 'key')}' of config map '${textAt(from, 'configMapKeyRef', 'name')}'>\tOptional: ${String(dig(from, 'configMapKeyRef', 'optional') === true)}`)
    }
  }
}

function addMounts(lines: Lines, mounts: readonly JsonObject[]): void {
  lines.add(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`)
  for (const mount of mounts.toSorted((a, b) => (textAt(a, 'mountPath') < textAt(b, 'mountPath') ? -1 : 1))) {
    const flags = [mount.readOnly === true ? 'ro' : 'rw', ...(textAt(mount, 'subPath') === '' ? [] : [`path=${JSON.stringify(mount.subPath)}`])]
    lines.add(3, `${textAt(mount, 'mountPath')} from ${textAt(mount, 'name')} (${flags.join(',')})`)
  }
}
