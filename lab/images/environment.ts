import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { read, readList, readRecord, readStrings, text } from '../kube/read.ts'

/** The environment of a container: literal values, fields of its pod, config maps and secrets. */
export function containerEnvironment(cluster: ClusterReader, pod: KubeObject, container: unknown): Readonly<Record<string, string>> {
  const namespace = pod.metadata.namespace
  const env: Record<string, string> = { HOSTNAME: pod.metadata.name }
  for (const source of readList(container, 'envFrom')) {
    const prefix = text(read(source, 'prefix'))
    const found = configData(cluster, namespace, { map: read(source, 'configMapRef', 'name'), secret: read(source, 'secretRef', 'name') })
    for (const [key, value] of Object.entries(found)) env[prefix + key] = value
  }
  for (const entry of readList(container, 'env')) {
    const from = readRecord(entry, 'valueFrom')
    const value = Object.keys(from).length === 0 ? text(read(entry, 'value')) : valueFrom(cluster, pod, from)
    // `$(NAME)` refers to an earlier variable.
    env[text(read(entry, 'name'))] = value.replace(/\$\((\w+)\)/g, (whole, name: string) => env[name] ?? whole)
  }
  return env
}

function valueFrom(cluster: ClusterReader, pod: KubeObject, from: Readonly<Record<string, unknown>>): string {
  const path = text(read(from, 'fieldRef', 'fieldPath'))
  if (path !== '') return podField(pod, path)
  const [map, secret] = [read(from, 'configMapKeyRef'), read(from, 'secretKeyRef')]
  const data = configData(cluster, pod.metadata.namespace, { map: read(map, 'name'), secret: read(secret, 'name') })
  return data[text(read(map, 'key')) || text(read(secret, 'key'))] ?? ''
}

function podField(pod: KubeObject, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path)
  if (keyed) return text(read(pod, 'metadata', keyed[1] ?? '', keyed[2] ?? ''))
  return text(read(pod, ...path.split('.')))
}

function configData(cluster: ClusterReader, namespace: string | undefined, { map, secret }: { readonly map: unknown; readonly secret: unknown }): Readonly<Record<string, string>> {
  if (text(map) !== '') return readStrings(cluster.get('configmaps', namespace, text(map)), 'data')
  if (text(secret) === '') return {}
  const encoded = Object.entries(readStrings(cluster.get('secrets', namespace, text(secret)), 'data'))
  return Object.fromEntries(encoded.map(([key, value]) => [key, decodeBase64(value)]))
}

function decodeBase64(value: string): string {
  try {
    return atob(value)
  } catch {
    // The API server stores what it is given; a value that is not base64 reads as nothing.
    return ''
  }
}
