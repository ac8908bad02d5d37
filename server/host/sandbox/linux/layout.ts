import { realpathSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import type { SandboxLimits, SandboxSpec } from '../sandbox.ts'

const mebibyte = 1024 * 1024

/** Home folder inside, for every class of learner: scenarios name /root, and it is the folder that survives. */
export const homeInside = '/root'
export const hostName = 'host01'

/** A folder in memory that the learner may write, bounded in bytes and in files. */
export interface MemoryFolder {
  readonly name: string
  /** Where it appears inside. */
  readonly to: string
  readonly bytes: number
  readonly mode: string
  /** Whether the learner owns it; otherwise its mode says who may write. */
  readonly own: boolean
}

/** Files and folders of the host that appear inside. */
export interface ShownFile {
  readonly from: string
  readonly to: string
  readonly isFolder: boolean
}

/** What a sandbox's file system is made of, whatever makes it. */
export interface Layout {
  readonly memory: readonly MemoryFolder[]
  readonly shown: readonly ShownFile[]
}

/** So many files fit for each MiB of a folder in memory: inodes are memory too, and are not counted in its bytes. */
const filesPerMebibyte = 256
/** Terminals of one lab, those of tmux and script in it too; the whole machine has 4,096. */
export const mostPtys = 16

/** Clients of the embedded lab are programs for Node, so each sandbox has ours. */
const node = { from: process.execPath, to: '/opt/rehearsal/bin/node' }

/** @throws when a file or folder that is to be shown is not there */
export function layoutOf({ limits, mounts, binaries }: Pick<SandboxSpec, 'limits' | 'mounts' | 'binaries'>): Layout {
  const shown = [node, ...binaries, ...mounts].map(({ from, to }) => ({ from: realpathSync(from), to: insidePath(to), isFolder: statSync(from).isDirectory() }))
  return { memory: memoryFolders(limits), shown }
}

export function mostFiles({ bytes }: MemoryFolder): number {
  return Math.max(1024, Math.round(bytes / mebibyte) * filesPerMebibyte)
}

function memoryFolders({ homeBytes }: SandboxLimits): readonly MemoryFolder[] {
  return [
    { name: 'home', to: homeInside, bytes: homeBytes, mode: '0755', own: true },
    { name: 'tmp', to: '/tmp', bytes: 64 * mebibyte, mode: '1777', own: false },
    { name: 'var-tmp', to: '/var/tmp', bytes: 16 * mebibyte, mode: '1777', own: false },
    { name: 'run', to: '/run', bytes: 16 * mebibyte, mode: '0755', own: true },
    { name: 'shm', to: '/dev/shm', bytes: 16 * mebibyte, mode: '1777', own: false },
  ]
}

/** An absolute path inside, `~` and relative ones below the home folder. */
function insidePath(path: string): string {
  if (path === '~' || path.startsWith('~/')) return posix.join(homeInside, path.slice(1))
  return posix.resolve(homeInside, path)
}

/** Folders that come first on PATH, then the usual ones. */
export function searchPath(binaries: SandboxSpec['binaries']): string {
  const usual = ['/opt/rehearsal/bin', '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
  return [`${homeInside}/.rehearsal/bin`, ...binaries.map(({ to }) => insidePath(to)), ...usual].join(':')
}
