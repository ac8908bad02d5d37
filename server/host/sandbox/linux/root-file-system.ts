import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What a sandbox's `/` is made from. */
export type RootFileSystem =
  | { readonly kind: 'tree'; readonly folder: string; readonly idBase: number | undefined }
  /** The machine's own programs, read-only, where no tree was built. */
  | { readonly kind: 'host' }

/** Image that scenarios get when theirs is not there. */
const usualImage = 'base'
const imagePattern = /^[A-Za-z0-9][\w.-]{0,63}$/

/**
 * The tree of an image below the folder of trees, the usual one when there is none of that name, and the machine's own
 * programs when there is none at all. `environments/rootfs/build.sh` makes trees.
 */
export function findRootFileSystem(folder: string, image: string): RootFileSystem {
  for (const name of [image, usualImage]) {
    if (!imagePattern.test(name)) continue
    const tree = join(folder, name)
    if (existsSync(join(tree, 'usr'))) return { kind: 'tree', folder: tree, idBase: readIdBase(tree) }
  }
  return { kind: 'host' }
}

function readIdBase(tree: string): number | undefined {
  try {
    const base = Number.parseInt(readFileSync(join(tree, 'etc', 'rehearsal-id-base'), 'utf8'), 10)
    return base >= 100_000 ? base : undefined
  } catch {
    // A tree that somebody made otherwise: its files belong to nobody inside, which only root labs mind.
    return undefined
  }
}

/** Folders and files of the machine that make its programs run: no accounts, no keys, no settings of services. */
const hostFolders = ['/usr', '/etc/alternatives', '/etc/ssl/certs', '/etc/ssl/openssl.cnf', '/etc/ca-certificates', '/etc/terminfo', '/etc/ld.so.cache', '/etc/ld.so.conf',
  '/etc/ld.so.conf.d', '/etc/localtime', '/etc/bash.bashrc', '/etc/bash_completion', '/etc/inputrc', '/etc/vim', '/etc/mime.types', '/etc/services',
  '/etc/protocols', '/etc/python3', '/etc/perl', '/etc/magic', '/etc/nanorc', '/etc/gitconfig']
const programFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']

export interface HostParts {
  /** Shown read-only under their own names. */
  readonly shown: readonly string[]
  /** Links such as /bin → usr/bin. */
  readonly links: ReadonlyMap<string, string>
}

/** The machine's own programs as parts of a sandbox's file system. */
export function hostParts(): HostParts {
  const links = new Map<string, string>()
  const shown = hostFolders.filter((path) => existsSync(path))
  for (const path of programFolders) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) links.set(path, readlinkSync(path))
    else if (found) shown.push(path)
  }
  return { shown, links }
}
