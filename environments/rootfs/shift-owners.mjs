// Adds a number to the owner of every file of a tree: `node shift-owners.mjs FOLDER BASE`. Inside a user namespace that
// maps 0 to BASE the files then belong to root, as they should, and outside to nobody. Done once; done again it does nothing.
import { chmodSync, lchownSync, lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, baseText] = process.argv.slice(2)
const base = Number(baseText)
if (!folder || !Number.isInteger(base) || base < 100_000) {
  console.error('Usage: shift-owners.mjs FOLDER BASE, with a base of 100000 or more')
  process.exit(2)
}

shift(folder)
writeFileSync(`${folder}/etc/rehearsal-id-base`, `${base}\n`)

/** @param {string} path */
function shift(path) {
  const { uid, gid, mode } = lstatSync(path)
  if (uid < base) {
    lchownSync(path, uid + base, gid + base)
    // Changing the owner takes the setuid bit away.
    if (mode & 0o6000) chmodSync(path, mode & 0o7777)
  }
  if ((mode & 0o170000) === 0o040000) for (const name of readdirSync(path)) shift(join(path, name))
}
