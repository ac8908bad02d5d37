import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCgroups, readOr } from '../../cgroups/cgroups.ts'
import { openGroup } from '../../cgroups/group.ts'
import { testSpec } from '../../testing.ts'
import { openInternet } from './internet.ts'
import { openLink } from './link.ts'

// Nobody loads rules for this user: what is joined here has nobody in it.
const uid = 899_990
const cgroups = findCgroups()
const missing = typeof cgroups === 'string' ? cgroups : openInternet({ users: [uid, uid] }).missing()

/** A network namespace with a process in it, which ends with the test. */
async function openNamespace() {
  const child = spawn('unshare', ['--net', 'sleep', '86400'], { stdio: 'ignore' })
  const ours = readlinkSync('/proc/self/ns/net')
  const pid = child.pid ?? 0
  await expect.poll(() => readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(ours)
  return { pid, close: () => child.kill('SIGKILL') }
}

function nameOf(pid: number): string {
  return readOr(`/proc/${pid}/comm`, 'ended').trim()
}

describe.skipIf(missing !== undefined || typeof cgroups === 'string')(`a way out${missing ? `: ${missing}` : ''}`, () => {
  it('is made for a session whose group may open no device, and counts to that group', async () => {
    if (typeof cgroups === 'string') throw new Error(cgroups)
    const folder = mkdtempSync(join(tmpdir(), 'link-'))
    // As a sandbox's record is: its user passes.
    chmodSync(folder, 0o711)
    const group = openGroup(cgroups, `link-${process.pid}`)
    const namespace = await openNamespace()
    try {
      await group.create(testSpec().limits)
      // Version 2 has no file for this; there a runtime denies it by a program of the kernel's.
      if (cgroups.version === 1) writeFileSync(join(cgroups.roots.devices, group.name, 'devices.deny'), 'c 10:200 rwm')
      const link = await openLink({ pid: namespace.pid, uid, folder, groups: group.folders })
      // The one that set the route may be there still.
      await expect.poll(async () => (await group.processes()).map(nameOf).toSorted()).toEqual(['slirp4netns', 'socat'])
      link.close()
    } finally {
      namespace.close()
      await group.kill()
      await group.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
