import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'

const pack = promisify(brotliCompress)

/** Smaller files travel in one packet anyway. */
const smallestBytes = 1_400

/** Writes `x.js.br` beside every built script and style sheet below a folder, as small as Brotli makes it. */
export async function packFiles(folder) {
  const names = await readdir(folder, { recursive: true })
  await Promise.all(names.filter((name) => /\.(js|css)$/.test(name)).map(async (name) => {
    const plain = await readFile(join(folder, name))
    if (plain.length >= smallestBytes) await writeFile(join(folder, `${name}.br`), await pack(plain))
  }))
}
