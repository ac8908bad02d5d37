import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> }
const installed = Object.entries(packages).filter(([path]) => path !== '')

it('W16: every package is the one that was tried, from whichever registry it comes', () => {
  const loose = installed.filter(([, { link, inBundle, integrity }]) => !link && !inBundle && !integrity?.startsWith('sha512-'))
  expect(loose.map(([path]) => path)).toEqual([])
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})

it('W16: a new package that runs a script when it is installed does not come in unseen', () => {
  const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)
  // Of these only node-pty (a native addon) and esbuild (a binary) need theirs; the others have a fallback in JavaScript.
  expect(running).toEqual(['node_modules/cpu-features', 'node_modules/esbuild', 'node_modules/node-pty', 'node_modules/protobufjs', 'node_modules/ssh2'])
})
