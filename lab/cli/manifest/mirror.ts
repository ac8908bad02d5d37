import { homedir } from 'node:os'
import { join, sep } from 'node:path'
import type { Io } from '../io.ts'

/**
 * Where the copy of a page of the net lies: `https://HOST/PATH` is read from `~/.mirror/HOST/PATH`, since a lab has no network.
 * Undefined for a URL that would lead out of that folder.
 */
export function mirrorPath({ env }: Pick<Io, 'env'>, address: string): string | undefined {
  const url = new URL(address)
  const folder = join(env.HOME || homedir(), '.mirror')
  const path = join(folder, url.hostname, decoded(url.pathname))
  return path.startsWith(folder + sep) ? path : undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // A stray percent sign stands for itself.
  }
}
