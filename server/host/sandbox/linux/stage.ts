import { basename, dirname } from 'node:path'
import { stateFolder } from '../state-folder.ts'
import { mostFiles, mostPtys, type Layout, type ShownFile } from './layout.ts'
import { hostParts, type RootFileSystem } from './root-file-system.ts'

/**
 * Where a sandbox's file system is put together, in a mount namespace of its own: nobody else sees these mounts, and they
 * go with the last process in it. Outside it is an empty folder that every user may pass.
 */
export const stageFolder = `${stateFolder}/stage`
export const stageRoot = `${stageFolder}/root`
export const stagePtys = `${stageFolder}/pts`

/** A file of the stage that stands for a user namespace made beforehand. */
export const stageUserNamespace = `${stageFolder}/user-namespace`

export function stagePath(name: string): string {
  return `${stageFolder}/${name}`
}

export interface StageOptions {
  readonly layout: Layout
  readonly root: RootFileSystem
  /** The layer of `writeOwnFiles`. */
  readonly ownFiles: string
  /** Host user that the learner is outside. */
  readonly uid: number
  /** Host user whom root's files inside belong to. */
  readonly owner: number
  /** Disk image that takes what root writes; absent where the tree is read-only. */
  readonly disk?: string
}

/** The mounts of a stage, as fstab(5) for `mount --all --fstab`. */
export function stageTable({ layout, root, ownFiles, uid, owner, disk }: StageOptions): string {
  const lines = [
    line('tmpfs', stageFolder, 'tmpfs', 'mode=0755,size=1m,nosuid,nodev'),
    ...(root.kind === 'tree' ? treeLines(root.folder, ownFiles, disk) : hostLines(ownFiles)),
    ...layout.memory.map((folder) => line('tmpfs', stagePath(folder.name), 'tmpfs', [
      `mode=${folder.mode}`, `size=${folder.bytes}`, `nr_inodes=${mostFiles(folder)}`, `uid=${folder.own ? uid : owner}`, `gid=${folder.own ? uid : owner}`, 'nosuid', 'nodev',
    ].join(','))),
    line('devpts', stagePtys, 'devpts', `newinstance,max=${mostPtys},mode=0620,ptmxmode=0666,nosuid,noexec`),
    // Through the stage, because the learner's user need not be able to pass the folders above them.
    ...layout.shown.map((shown, at) => line(shown.isFolder ? shown.from : dirname(shown.from), stagePath(`shown-${at}`), 'none', 'bind,ro,nosuid,nodev')),
  ]
  return lines.join('')
}

/** Where the file or folder number `at` of `layout.shown` is on the stage. A file comes with its folder, which nobody but us sees there. */
export function shownPath({ from, isFolder }: ShownFile, at: number): string {
  return stagePath(isFolder ? `shown-${at}` : `shown-${at}/${basename(from)}`)
}

function treeLines(tree: string, ownFiles: string, disk: string | undefined): string[] {
  const [own, base] = [stagePath('own'), stagePath('base')]
  const layers = `lowerdir=${own}:${base}`
  return [
    line(ownFiles, own, 'none', 'bind,ro,nosuid,nodev'),
    line(tree, base, 'none', 'bind,ro,nosuid,nodev'),
    ...(disk ? [line(disk, stagePath('disk'), 'ext4', 'loop,nodev')] : []),
    disk
      ? line('overlay', stageRoot, 'overlay', `${layers},upperdir=${stagePath('disk/upper')},workdir=${stagePath('disk/work')},nodev`)
      : line('overlay', stageRoot, 'overlay', `${layers},ro,nosuid,nodev`),
  ]
}

function hostLines(ownFiles: string): string[] {
  return [
    line(ownFiles, stageRoot, 'none', 'bind,ro,nosuid,nodev'),
    ...hostParts().shown.map((path) => line(path, `${stageRoot}${path}`, 'none', 'bind,ro,nosuid,nodev')),
  ]
}

function line(source: string, target: string, type: string, options: string): string {
  return `${escape(source)} ${escape(target)} ${type} ${options},X-mount.mkdir 0 0\n`
}

// fstab(5): blanks in names are written in octal.
function escape(path: string): string {
  return path.replace(/[\s\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`)
}
