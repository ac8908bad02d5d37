import type { Cause } from '../status.ts'
import { isRecord, read, readList, readRecord, text } from '../read.ts'
import { parseQuantity } from '../quantity.ts'
import { duplicate, invalidValue, notFoundValue, required, unsupported } from './causes.ts'

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const labelRule = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

/** What is wrong with the part of a pod that a workload's template has too. */
export function podSpecCauses(spec: unknown, at: string): readonly Cause[] {
  const containers = readList(spec, 'containers')
  const all = [...containers.map((one, index) => ({ one, path: `${at}.containers[${index}]` })), ...readList(spec, 'initContainers').map((one, index) => ({ one, path: `${at}.initContainers[${index}]` }))]
  const names = all.map(({ one }) => text(read(one, 'name')))
  const volumes = readList(spec, 'volumes').map((volume) => text(read(volume, 'name')))
  const policy = read(spec, 'restartPolicy')
  return [
    ...(containers.length === 0 ? [required(`${at}.containers`)] : []),
    ...all.flatMap(({ one, path }) => containerCauses(one, path, volumes)),
    ...all.flatMap(({ path }, index) => (names[index] && names.indexOf(names[index]) < index ? [duplicate(`${path}.name`, names[index])] : [])),
    ...(policy === undefined || ['Always', 'OnFailure', 'Never'].includes(text(policy)) ? [] : [unsupported(`${at}.restartPolicy`, policy, ['Always', 'OnFailure', 'Never'])]),
  ]
}

function containerCauses(container: unknown, at: string, volumes: readonly string[]): readonly Cause[] {
  const name = text(read(container, 'name'))
  const pull = read(container, 'imagePullPolicy')
  return [
    ...(name === '' ? [required(`${at}.name`)] : dnsLabel.test(name) && name.length <= 63 ? [] : [invalidValue(`${at}.name`, name, labelRule)]),
    ...(text(read(container, 'image')) === '' ? [required(`${at}.image`)] : []),
    ...(pull === undefined || ['Always', 'IfNotPresent', 'Never'].includes(text(pull)) ? [] : [unsupported(`${at}.imagePullPolicy`, pull, ['Always', 'IfNotPresent', 'Never'])]),
    ...readList(container, 'ports').flatMap((port, index) => portCauses(read(port, 'containerPort'), `${at}.ports[${index}].containerPort`)),
    ...readList(container, 'env').flatMap((entry, index) => (text(read(entry, 'name')) === '' ? [required(`${at}.env[${index}].name`)] : [])),
    ...readList(container, 'volumeMounts').flatMap((mount, index) => (volumes.includes(text(read(mount, 'name'))) ? [] : [notFoundValue(`${at}.volumeMounts[${index}].name`, text(read(mount, 'name')))])),
    ...resourceCauses(container, `${at}.resources`),
  ]
}

/** A port's number. */
export function portCauses(port: unknown, at: string): readonly Cause[] {
  if (port === undefined) return [required(at)]
  return typeof port === 'number' && port >= 1 && port <= 65_535 ? [] : [invalidValue(at, port, 'must be between 1 and 65535, inclusive')]
}

function resourceCauses(container: unknown, at: string): readonly Cause[] {
  const limits = readRecord(container, 'resources', 'limits')
  return Object.entries(readRecord(container, 'resources', 'requests')).flatMap(([name, asked]) => {
    const [request, limit] = [parseQuantity(asked), parseQuantity(limits[name])]
    if (request === undefined || limit === undefined || request <= limit || !isRecord(limits)) return []
    return [invalidValue(`${at}.requests`, text(asked), `must be less than or equal to ${name} limit of ${text(limits[name])}`)]
  })
}
