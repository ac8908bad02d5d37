import { posix } from 'node:path'

/**
 * A path as scenarios write it, made absolute: `~` and `/root` are the home folder, whatever it is called here, and what
 * is relative begins there. `..` is resolved.
 */
export function insideHome(path: string, home: string): string {
  const plain = path.trim()
  for (const start of ['~', '/root']) {
    if (plain === start) return home
    if (plain.startsWith(`${start}/`)) return posix.join(home, plain.slice(start.length))
  }
  return posix.resolve(home, plain)
}
