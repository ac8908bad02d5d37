import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from './lib/run.mjs'

// npm run attack [-- DRIVER…]: attacks every driver that works on this machine. The attacks look for a secret in the
// environment of a server, so they are run by a process that was started with one.
const [mode, ...args] = process.argv.slice(2)
const bundle = process.env.ATTACK_BUNDLE

if (bundle && mode === '--hold') {
  const { holdOne } = await import(pathToFileURL(bundle).href)
  await holdOne(args[0], args[1])
} else if (bundle && mode === '--internet') {
  const { attackInternetOf } = await import(pathToFileURL(bundle).href)
  await attackInternetOf(args[0], join(root, 'server', 'host', 'sandbox', 'attacks', 'inside'))
  process.exit(0)
} else if (bundle && mode === '--lines') {
  const { attackLinesOf } = await import(pathToFileURL(bundle).href)
  await attackLinesOf(args[1], {
    programs: join(root, 'server', 'host', 'sandbox', 'attacks', 'inside'), secret: process.env.ATTACK_SECRET, hostMark: args[0], orphanHost: [process.execPath, process.argv[1], '--hold'],
  })
  process.exit(0)
} else if (bundle) {
  const { attackAll } = await import(pathToFileURL(bundle).href)
  const passed = await attackAll({
    only: args.filter((arg) => !arg.startsWith('--mark=')),
    programs: join(root, 'server', 'host', 'sandbox', 'attacks', 'inside'),
    secret: process.env.ATTACK_SECRET,
    hostMark: args.find((arg) => arg.startsWith('--mark=')),
    orphanHost: [process.execPath, process.argv[1], '--hold'],
    internetHost: [process.execPath, process.argv[1], '--internet'],
    userHost: [process.execPath, process.argv[1], '--lines', args.find((arg) => arg.startsWith('--mark='))],
    project: root,
  })
  process.exit(passed ? 0 : 1)
} else {
  const folder = mkdtempSync(join(root, 'node_modules', '.attack-'))
  const outfile = join(folder, 'attack.mjs')
  // Some of the attacks are run by an ordinary user.
  chmodSync(folder, 0o755)
  let code = 1
  try {
    await build({
      entryPoints: [join(root, 'server', 'host', 'sandbox', 'attacks', 'main.ts')], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning',
    })
    const only = process.argv.slice(2)
    const child = spawn(process.execPath, [process.argv[1], '--run', ...only, `--mark=server-${randomBytes(8).toString('hex')}`], {
      stdio: 'inherit',
      env: { ...process.env, ATTACK_BUNDLE: outfile, ATTACK_SECRET: randomBytes(16).toString('hex'), REHEARSAL_ROOTFS: process.env.REHEARSAL_ROOTFS ?? join(root, '.data', 'rootfs') },
    })
    code = await new Promise((resolve) => {
      child.once('exit', (status) => resolve(status ?? 1))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.exit(code)
}
