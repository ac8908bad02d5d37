import type { KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'
import type { Cause } from '../status.ts'
import { duplicate, invalidValue, required, unsupported } from './causes.ts'
import { portCauses } from './pod-spec.ts'

const serviceTypes = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const dns1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const dns1035Rule = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

/** What is wrong with a Service. */
export function serviceCauses(service: KubeObject, before: KubeObject | undefined): readonly Cause[] {
  const ports = readList(service, 'spec', 'ports')
  const type = text(read(service, 'spec', 'type'))
  const [address, past] = [text(read(service, 'spec', 'clusterIP')), text(read(before, 'spec', 'clusterIP'))]
  const names = ports.map((port) => text(read(port, 'name')))
  const { name } = service.metadata
  return [
    ...(dns1035.test(name) && name.length <= 63 ? [] : [invalidValue('metadata.name', name, dns1035Rule)]),
    ...(ports.length === 0 && address !== 'None' && type !== 'ExternalName' ? [required('spec.ports')] : []),
    ...ports.flatMap((port, index) => portCauses(read(port, 'port'), `spec.ports[${index}].port`)),
    ...ports.flatMap((_, index) => (ports.length > 1 && names[index] === '' ? [required(`spec.ports[${index}].name`)] : [])),
    ...names.flatMap((one, index) => (one !== '' && names.indexOf(one) < index ? [duplicate(`spec.ports[${index}].name`, one)] : [])),
    ...(serviceTypes.includes(type) ? [] : [unsupported('spec.type', type, serviceTypes)]),
    ...(type === 'ExternalName' && text(read(service, 'spec', 'externalName')) === '' ? [required('spec.externalName')] : []),
    ...(past && past !== 'None' && address !== past && type !== 'ExternalName' ? [invalidValue('spec.clusterIPs[0]', [address], 'may not change once set')] : []),
  ]
}

/** What is wrong with an Ingress. */
export function ingressCauses(ingress: KubeObject): readonly Cause[] {
  const rules = readList(ingress, 'spec', 'rules')
  const empty = rules.length === 0 && read(ingress, 'spec', 'defaultBackend') === undefined
  return [
    ...(empty ? [invalidValue('spec', rules, 'either `defaultBackend` or `rules` must be specified')] : []),
    ...rules.flatMap((rule, index) => readList(rule, 'http', 'paths').flatMap((path, at) => {
      const given = text(read(path, 'path'))
      return given === '' || given.startsWith('/') ? [] : [invalidValue(`spec.rules[${index}].http.paths[${at}].path`, given, 'must be an absolute path')]
    })),
  ]
}

/** What is wrong with a Route. */
export function routeCauses(route: KubeObject): readonly Cause[] {
  const path = text(read(route, 'spec', 'path'))
  return [
    ...(text(read(route, 'spec', 'to', 'name')) === '' ? [required('spec.to.name')] : []),
    ...(path !== '' && !path.startsWith('/') ? [invalidValue('spec.path', path, "path must begin with '/'")] : []),
  ]
}

/** What is wrong with a CustomResourceDefinition. */
export function definitionCauses(definition: KubeObject): readonly Cause[] {
  const { name } = definition.metadata
  const [group, plural] = [text(read(definition, 'spec', 'group')), text(read(definition, 'spec', 'names', 'plural'))]
  const versions = readList(definition, 'spec', 'versions')
  return [
    ...(group === '' ? [required('spec.group')] : []),
    ...(plural === '' ? [required('spec.names.plural')] : []),
    ...(text(read(definition, 'spec', 'names', 'kind')) === '' ? [required('spec.names.kind')] : []),
    ...(versions.length === 0 ? [required('spec.versions')] : []),
    ...(group && plural && name !== `${plural}.${group}` ? [invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group')] : []),
  ]
}
