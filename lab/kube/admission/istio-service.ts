import { readRecord, text } from '../read.ts'

const dns1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/

/** What is wrong with a reference to a service of v1alpha2 (`name` or `service`, with labels). */
export function serviceErrors(service: Readonly<Record<string, unknown>>): string[] {
  const name = text(service['name'])
  const full = text(service['service'])
  const errors: string[] = []
  if (!name && !full) errors.push('name or service is mandatory for a service reference')
  if (name && full) errors.push('specify either name or service, not both')
  for (const field of ['name', 'namespace']) {
    const value = text(service[field])
    if (value && !dns1123.test(value)) errors.push(`${field} ${JSON.stringify(value)} must be a valid label`)
  }
  for (const [key, value] of Object.entries(readRecord(service, 'labels'))) {
    if (!/^[-A-Za-z0-9_./]+$/.test(key)) errors.push(`invalid tag key: ${JSON.stringify(key)}`)
    if (!/^[-A-Za-z0-9_.]*$/.test(text(value))) errors.push(`invalid tag value: ${JSON.stringify(text(value))}`)
  }
  return errors
}
