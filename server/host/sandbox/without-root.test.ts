import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { becomeUser, ordinaryUser } from './attacks/as-user.ts'
import { bwrapDriver } from './bwrap.ts'
import { hostWarning } from './linux/build-sandbox.ts'
import { testRootFileSystems } from './testing.ts'

const run = promisify(execFile)
const project = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(project, 'node_modules', '.without-root-'))
const bundle = join(folder, 'main.mjs')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const probed = await bwrapDriver({ folder, rootFileSystems: testRootFileSystems }).probe()

async function tryAs(givenGroups: boolean): Promise<Record<string, unknown> | string> {
  const user = becomeUser({ givenGroups, project })
  if (typeof user === 'string') return user
  try {
    const [file = '', ...args] = user.command([process.execPath, '-e', `import(${JSON.stringify(bundle)}).then((m) => m.tryWithoutRoot()).then(() => process.exit(0))`])
    const { stdout } = await run(file, args, { env: { ...process.env, REHEARSAL_ROOTFS: testRootFileSystems }, timeout: 60_000 })
    // What is printed is an object: the program is ours.
    return JSON.parse(stdout) as Record<string, unknown>
  } finally {
    await user.close()
  }
}

/** With no root file system built for tests, each sandbox has one warning more. */
const aboutPrograms = existsSync(testRootFileSystems) ? [] : [hostWarning]
const works = { probed: expect.objectContaining({ ok: true }), user: '1000', code: 7, terminal: '31 91', heard: 'hello', timedOut: true, sleeping: '0', note: 'kept', warnings: [...aboutPrograms, expect.stringMatching(/no way to the internet/)] }

describe.skipIf(!probed.ok)(`a host process without root${probed.ok ? '' : `: ${probed.reason}`}`, () => {
  beforeAll(async () => {
    await build({ entryPoints: [fileURLToPath(new URL('without-root.ts', import.meta.url))], outfile: bundle, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' })
    chmodSync(folder, 0o755)
  })

  it('limits each process where it has no control groups, says so, and stays on loopback', async (context) => {
    const found = await tryAs(false)
    if (typeof found === 'string') return context.skip(found)
    expect(found).toMatchObject({ ...works, loopbackOnly: true, limits: expect.stringMatching(/268435456[^]*64 64/) })
    expect(JSON.stringify(found.probed)).toMatch(/is not ours to divide/)
    expect(found.oci).toEqual({ ok: false, reason: expect.stringMatching(/as root/) })
  })

  it('keeps the limits by control groups where it was given some', async (context) => {
    const found = await tryAs(true)
    if (typeof found === 'string') return context.skip(found)
    expect(found).toMatchObject({ ...works, loopbackOnly: false })
    expect(JSON.stringify(found.probed)).toMatch(/kept by the control groups/)
  })

  it('leaves no process behind', async () => {
    // Those that were killed need a moment to end.
    await expect.poll(usersOfProcesses, { timeout: 10_000 }).not.toContain(String(ordinaryUser))
  })
})

function usersOfProcesses(): readonly (string | undefined)[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      return /^State:\s*Z/m.test(status) ? undefined : /^Uid:\s*(\d+)/m.exec(status)?.[1]
    } catch {
      // It ended meanwhile.
      return undefined
    }
  })
}
