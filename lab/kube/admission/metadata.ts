import type { KubeObject } from '../object.ts'
import type { Cause } from '../status.ts'

const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/

const nameRule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const labelRule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

/** What is wrong with a name or a label, in the words of the real server. Names of RBAC objects may hold colons. */
export function metadataCauses(object: KubeObject): readonly Cause[] {
  const { name, labels = {} } = object.metadata
  const free = object.apiVersion.startsWith('rbac.') || object.apiVersion.startsWith('user.')
  const causes: Cause[] = []
  if (!free && (!dnsName.test(name) || name.length > 253)) {
    causes.push({ reason: 'FieldValueInvalid', field: 'metadata.name', message: `Invalid value: ${JSON.stringify(name)}: ${nameRule}` })
  }
  for (const value of Object.values(labels)) {
    if (typeof value === 'string' && labelValue.test(value) && value.length <= 63) continue
    causes.push({ reason: 'FieldValueInvalid', field: 'metadata.labels', message: `Invalid value: ${JSON.stringify(value)}: ${labelRule}` })
  }
  return causes
}
