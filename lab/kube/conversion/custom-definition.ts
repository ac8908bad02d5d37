import type { KubeObject } from '../object.ts'
import { isRecord, read, readList, readRecord, text } from '../read.ts'

/** What v1beta1 could say once for all versions and v1 says for each. */
const sharedFields = ['validation', 'subresources', 'additionalPrinterColumns', 'version'] as const

/** CustomResourceDefinition v1beta1 → v1. */
export function definitionFromBeta(definition: KubeObject): KubeObject {
  const spec = readRecord(definition, 'spec')
  const listed = readList(spec, 'versions')
  const versions = listed.length > 0 ? listed : [{ name: spec['version'], served: true, storage: true }]
  const rest = Object.fromEntries(Object.entries(spec).filter(([key]) => !sharedFields.some((field) => field === key)))
  return {
    ...definition,
    spec: { scope: 'Namespaced', preserveUnknownFields: true, ...rest, versions: versions.map((version) => versionFromBeta(readRecord(version), spec)) },
  }
}

/** CustomResourceDefinition v1 → v1beta1. */
export function definitionToBeta(definition: KubeObject): KubeObject {
  const spec = readRecord(definition, 'spec')
  const versions = readList(spec, 'versions').map((version) => versionToBeta(readRecord(version)))
  return { ...definition, spec: { ...spec, version: text(read(versions[0], 'name')), versions } }
}

type Fields = Readonly<Record<string, unknown>>

function versionFromBeta(version: Fields, spec: Fields): Fields {
  const schema = version['schema'] ?? spec['validation']
  const columns = version['additionalPrinterColumns'] ?? spec['additionalPrinterColumns']
  const subresources = version['subresources'] ?? spec['subresources']
  return {
    ...version,
    schema: schema ?? { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    ...(subresources === undefined ? {} : { subresources }),
    ...(Array.isArray(columns) ? { additionalPrinterColumns: columns.map((column) => renamed(column, 'JSONPath', 'jsonPath')) } : {}),
  }
}

function versionToBeta(version: Fields): Fields {
  const columns = version['additionalPrinterColumns']
  return { ...version, ...(Array.isArray(columns) ? { additionalPrinterColumns: columns.map((column) => renamed(column, 'jsonPath', 'JSONPath')) } : {}) }
}

function renamed(value: unknown, before: string, after: string): unknown {
  if (!isRecord(value) || value[before] === undefined) return value
  const { [before]: moved, ...rest } = value
  return { ...rest, [after]: moved }
}
