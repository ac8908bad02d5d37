import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const marker = join(root, 'node_modules', '.rehearsal-install')

/**
 * Installs from the lockfile unless that was done already. `what` is 'run' (what the product needs) or 'all' (tests too).
 * A folder installed by hand with `npm install` counts as complete when npm's own record is newer than the lockfile.
 */
export async function installIfNeeded(what) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  const installed = existsSync(marker) ? readFileSync(marker, 'utf8') : ''
  if (installed === `${lock} all` || installed === `${lock} ${what}`) return
  if (installed === '' && isComplete(what)) return
  console.log(what === 'all' ? 'Installing dependencies (with those of the tests) …' : 'Installing dependencies …')
  const omit = what === 'all' ? ['--include=dev'] : ['--omit=dev']
  await run('npm', ['ci', ...omit, '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(marker, `${lock} ${what}`)
}

/** Whether somebody installed by hand, as contributors do: installing again would take the tests' packages away. */
function isComplete(what) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) return false
  return what === 'run' || existsSync(join(root, 'node_modules', 'vitest'))
}
