import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPrograms, startServer, type BuiltPrograms } from './testing/start-server.ts'

let programs: BuiltPrograms
const folder = mkdtempSync(join(tmpdir(), 'missing-parts-'))

beforeAll(async () => {
  programs = await buildPrograms()
}, 120_000)

afterAll(() => {
  programs.remove()
  rmSync(folder, { recursive: true })
})

const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Nothing of control groups can be written in there, as in many containers. */
const readOnlyGroups = `exec unshare --mount --propagation private sh -c '
while read -r _ path type _; do case $type in cgroup*) mount -o remount,bind,ro "$path" || exit 9;; esac; done < /proc/mounts
exec "$@"' sh "$@"`

describe.skipIf(!isRoot)('R10: a start on a machine that cannot keep learners in', () => {
  it.each(['bwrap', 'oci'])('ends when %s cannot write its control groups, and says so', async (driver) => {
    const start = startServer({ programs, launch: readOnlyGroups, env: { REHEARSAL_DRIVER: driver } })
    await expect(start).rejects.toThrow(/ended with 1[^]*Expected (control groups that can be written|[^]*on PATH)[^]*REHEARSAL_DRIVER chooses another/)
  }, 60_000)

  it('ends when the program of the driver is not there, and names it', async () => {
    const start = startServer({ programs, env: { REHEARSAL_DRIVER: 'oci', PATH: onlyNode() } })
    await expect(start).rejects.toThrow(/ended with 1[^]*"oci" does not work here: [^]*runc[^]*REHEARSAL_DRIVER chooses another/)
  }, 60_000)

  it('takes nothing weaker that listens to strangers when it may choose', async () => {
    const start = startServer({ programs, launch: readOnlyGroups, env: { REHEARSAL_DRIVER: 'auto', REHEARSAL_HOST: '0.0.0.0', REHEARSAL_DOCKER: `unix://${folder}/none` } })
    await expect(start).rejects.toThrow(/ended with 1[^]*everybody who reaches it would have a shell on this machine/)
  }, 60_000)
})

/** A PATH on which there is Node and nothing else. */
function onlyNode(): string {
  const path = join(folder, 'bin')
  mkdirSync(path, { recursive: true })
  symlinkSync(process.execPath, join(path, 'node'))
  return [path, dirname(path)].join(':')
}
