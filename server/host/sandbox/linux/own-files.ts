import { chownSync, existsSync, lchownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Resolver } from '../network/name-inlet.ts'
import { hostName, homeInside, type Layout } from './layout.ts'
import { hostParts, type RootFileSystem } from './root-file-system.ts'

export interface OwnFilesOptions {
  /** Folder that becomes the top layer of the sandbox's `/`. */
  readonly folder: string
  readonly root: RootFileSystem
  readonly layout: Layout
  /** Names that lead to 127.0.0.1. */
  readonly hostNames: readonly string[]
  readonly resolver: Resolver
  /** Host user whom root's files inside belong to. */
  readonly owner: number
  /** The learner's number inside, where it is not the usual one. */
  readonly learnerId?: number
}

const resolverFiles: Readonly<Record<Resolver, string>> = {
  list: '',
  // Over TCP, because that is what reaches in.
  own: 'nameserver 127.0.0.1\noptions use-vc timeout:2 attempts:1\n',
  internet: 'nameserver 127.0.0.1\noptions timeout:5 attempts:2\n',
}

/** The learner inside, where they are not root. */
export const learner = { name: 'learner', id: 1000 } as const

const ownFolders = ['/proc', '/dev', '/sys', '/tmp', '/run', '/var/tmp', '/root', '/home', '/opt', '/mnt', '/media', '/srv', '/var/lib', '/var/log', '/var/cache']

/**
 * Writes what differs from session to session and the places where something is mounted, as a layer of files: the tree
 * below is shared by all sessions and never written.
 */
export function writeOwnFiles({ folder, root, layout, hostNames, resolver, owner, learnerId = learner.id }: OwnFilesOptions): void {
  const make = ownedMaker(folder, owner)
  for (const path of ownFolders) make.folder(path)
  if (root.kind === 'host') for (const [path, target] of hostParts().links) make.link(path, target)
  const accounts = accountFiles(root, learnerId)
  const texts: Record<string, string> = {
    '/etc/hostname': `${hostName}\n`,
    '/etc/hosts': hostsFile(hostNames),
    '/etc/resolv.conf': resolverFiles[resolver],
    '/etc/passwd': accounts.passwd,
    '/etc/group': accounts.group,
    ...(root.kind === 'host' ? { '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n', '/etc/shells': '/bin/sh\n/bin/bash\n', '/etc/profile': hostProfile } : {}),
  }
  for (const [path, text] of Object.entries(texts)) make.file(path, text)
  make.link('/etc/killercoda', '/run/killercoda')
  for (const path of root.kind === 'host' ? hostParts().shown : []) make.place(path, statSync(path).isDirectory())
  for (const { to } of layout.memory) make.folder(to)
  for (const { isFolder, to } of layout.shown) make.place(to, isFolder)
}

function ownedMaker(top: string, owner: number) {
  const own = process.getuid?.() === 0
  // A place below a folder in memory is covered by it; whoever mounts makes it there.
  function folder(path: string): void {
    const full = join(top, path)
    if (existsSync(full)) return
    if (path !== '/') folder(dirname(path))
    mkdirSync(full, { mode: 0o755 })
    if (own) chownSync(full, owner, owner)
  }
  function file(path: string, text: string): void {
    folder(dirname(path))
    writeFileSync(join(top, path), text, { mode: 0o644 })
    if (own) chownSync(join(top, path), owner, owner)
  }
  return {
    folder,
    file,
    link(path: string, target: string): void {
      folder(dirname(path))
      symlinkSync(target, join(top, path))
      if (own) lchownSync(join(top, path), owner, owner)
    },
    /** An empty file or folder, whichever can be mounted on. */
    place(path: string, isFolder: boolean): void {
      if (isFolder) folder(path)
      else if (!existsSync(join(top, path))) file(path, '')
    },
  }
}

function accountFiles(root: RootFileSystem, id: number): { passwd: string; group: string } {
  const read = (name: string, otherwise: string) => {
    const path = root.kind === 'tree' ? join(root.folder, 'etc', name) : ''
    return path && existsSync(path) ? readFileSync(path, 'utf8') : otherwise
  }
  const { name } = learner
  return {
    passwd: `${read('passwd', 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n')}${name}:x:${id}:${id}::${homeInside}:/bin/bash\n`,
    group: `${read('group', 'root:x:0:\nnogroup:x:65534:\n')}${name}:x:${id}:\n`,
  }
}

function hostsFile(names: readonly string[]): string {
  const exact = names.filter((name) => !name.startsWith('*.'))
  return `127.0.0.1 localhost ${hostName}\n::1 localhost ip6-localhost\n${exact.map((name) => `127.0.0.1 ${name}\n`).join('')}`
}

const hostProfile = 'if [ "${BASH_VERSION-}" ] && [ -r /etc/bash.bashrc ]; then . /etc/bash.bashrc; fi\n'
