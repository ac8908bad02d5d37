import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { read, readList, readStrings, text } from '../kube/read.ts'

/** The files of a container by absolute path, and the folders that lead to them. Nothing can be written. */
export class FileTree {
  readonly #files: ReadonlyMap<string, string>
  readonly #folders = new Set(['/', '/tmp'])

  constructor(files: ReadonlyMap<string, string>, emptyFolders: readonly string[] = []) {
    this.#files = files
    for (const folder of emptyFolders) this.#addFolders(`${folder}/`)
    for (const path of files.keys()) this.#addFolders(path)
  }

  read(path: string): string | undefined {
    return this.#files.get(path)
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path)
  }

  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`
    const inside = [...this.#files.keys(), ...this.#folders].filter((path) => path !== prefix && path.startsWith(prefix))
    return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))].filter((name) => name !== '').toSorted()
  }

  #addFolders(path: string): void {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) this.#folders.add(path.slice(0, at))
  }
}

/** Makes an absolute path of one as it was typed. */
export function absolutePath(path: string, cwd: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

interface FileParts {
  readonly cluster: ClusterReader
  readonly pod: KubeObject
  readonly container: unknown
  /** The token that a service account has. */
  readonly token: string
}

/** The files that a pod truly has: what the kubelet writes, its account, and what its spec mounts. */
export function containerFiles({ cluster, pod, container, token }: FileParts): FileTree {
  const { name, namespace = 'default' } = pod.metadata
  const files = new Map<string, string>([
    ['/etc/hostname', `${name}\n`],
    ['/etc/hosts', hostsFile(pod)],
    ['/etc/resolv.conf', `nameserver 172.30.0.10\nsearch ${namespace}.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n`],
  ])
  const emptyFolders: string[] = []
  if (read(pod, 'spec', 'automountServiceAccountToken') !== false) {
    for (const [file, content] of [['namespace', namespace], ['token', token]] as const) files.set(`${accountFolder}/${file}`, content)
  }
  for (const mount of readList(container, 'volumeMounts')) {
    const volume = readList(pod, 'spec', 'volumes').find((one) => read(one, 'name') === read(mount, 'name'))
    const at = absolutePath(text(read(mount, 'mountPath')), '/')
    const subPath = text(read(mount, 'subPath'))
    const content = volumeFiles(cluster, pod, volume)
    if (subPath === '' && content.length === 0) emptyFolders.push(at)
    for (const [path, data] of content) {
      if (subPath === '') files.set(`${at}/${path}`, data)
      else if (path === subPath) files.set(at, data)
    }
  }
  return new FileTree(files, emptyFolders)
}

function hostsFile(pod: KubeObject): string {
  const fixed = '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n'
  const aliases = readList(pod, 'spec', 'hostAliases').map((alias) => `${text(read(alias, 'ip'))}\t${readList(alias, 'hostnames').map(text).join('\t')}\n`)
  return `${fixed}${text(read(pod, 'status', 'podIP'))}\t${pod.metadata.name}\n${aliases.length > 0 ? `\n# Entries added by HostAliases.\n${aliases.join('')}` : ''}`
}

type Content = readonly (readonly [path: string, data: string])[]

function volumeFiles(cluster: ClusterReader, pod: KubeObject, volume: unknown): Content {
  const namespace = pod.metadata.namespace
  const [map, secret] = [read(volume, 'configMap'), read(volume, 'secret')]
  if (map !== undefined) return chosen(configMapData(cluster, namespace, text(read(map, 'name'))), readList(map, 'items'))
  if (secret !== undefined) return chosen(secretData(cluster, namespace, text(read(secret, 'secretName')) || text(read(secret, 'name'))), readList(secret, 'items'))
  const fields = readList(volume, 'downwardAPI', 'items').map((item) => [text(read(item, 'path')), podField(pod, text(read(item, 'fieldRef', 'fieldPath')))] as const)
  return [...fields, ...readList(volume, 'projected', 'sources').flatMap((source) => volumeFiles(cluster, pod, source))]
}

function chosen(data: Readonly<Record<string, string>>, items: readonly unknown[]): Content {
  if (items.length === 0) return Object.entries(data)
  return items.flatMap((item) => {
    const found = data[text(read(item, 'key'))]
    return found === undefined ? [] : [[text(read(item, 'path')), found] as const]
  })
}

function configMapData(cluster: ClusterReader, namespace: string | undefined, name: string): Readonly<Record<string, string>> {
  const found = cluster.get('configmaps', namespace, name)
  return { ...readStrings(found, 'data'), ...decoded(readStrings(found, 'binaryData')) }
}

function secretData(cluster: ClusterReader, namespace: string | undefined, name: string): Readonly<Record<string, string>> {
  return decoded(readStrings(cluster.get('secrets', namespace, name), 'data'))
}

function decoded(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decodeBase64(value)]))
}

function decodeBase64(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0)))
  } catch {
    // The API server stores what it is given; a value that is not base64 reads as nothing.
    return ''
  }
}

function podField(pod: KubeObject, path: string): string {
  const [, map, , key] = /^metadata\.(labels|annotations)(\['([^']+)'\])?$/.exec(path) ?? []
  if (map === undefined) return text(read(pod, ...path.split('.')))
  if (key !== undefined) return text(read(pod, 'metadata', map, key))
  return Object.entries(readStrings(pod, 'metadata', map)).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join('\n')
}
