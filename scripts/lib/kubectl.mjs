import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const cache = join(root, 'node_modules', '.cache', 'kubectl-1.20')

/**
 * Path of Debian's kubectl 1.20, unpacked beside the dependencies and not installed; undefined where apt cannot give it,
 * and then the tests that want it say that they were skipped.
 */
export async function findOldKubectl() {
  if (process.env.KUBECTL_1_20) return process.env.KUBECTL_1_20
  const path = join(cache, 'usr', 'bin', 'kubectl')
  if (existsSync(path)) return path
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    await unpack()
  } catch (error) {
    console.log(`kubectl 1.20 is not to be had here (${error.message}); its tests will be skipped.`)
    rmSync(cache, { recursive: true, force: true })
  }
  return existsSync(path) ? path : undefined
}

async function unpack() {
  mkdirSync(cache, { recursive: true })
  await run('apt-get', ['download', '-qq', 'kubernetes-client'], { cwd: cache })
  const archive = readdirSync(cache).find((name) => name.startsWith('kubernetes-client_1.20') && name.endsWith('.deb'))
  if (!archive) throw new Error('this distribution has another version')
  await run('dpkg-deb', ['-x', archive, '.'], { cwd: cache })
}
