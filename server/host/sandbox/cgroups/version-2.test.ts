import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readOr } from './cgroups.ts'
import { serverFolder } from './delegated.ts'
import { makeRoom, openGroup } from './group.ts'

// A hierarchy of version 2 can be mounted beside one of version 1, without the controllers: what limits is not there, what
// holds and ends processes is.
const top = mkdtempSync(join(tmpdir(), 'version-2-'))
const root = join(top, `rehearsal-test-${process.pid}`)
const reason = mountHierarchy()
const children: ChildProcess[] = []

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  if (reason === undefined) execFileSync('umount', ['--lazy', top])
  rmSync(top, { recursive: true, force: true })
})

function mountHierarchy(): string | undefined {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return 'mounting needs root'
  try {
    execFileSync('mount', ['-t', 'cgroup2', 'none', top], { stdio: 'ignore' })
  } catch {
    return 'no hierarchy of version 2 can be mounted here'
  }
  mkdirSync(root)
  return undefined
}

/** A program in a group, whose child is in a session of its own. */
async function startIn(folder: string): Promise<number> {
  const child = spawn('/bin/sh', ['-c', 'echo $$ > "$0/cgroup.procs"; setsid sleep 86400 & echo up; wait', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await new Promise((resolve) => {
    child.stdout.once('data', resolve)
  })
  return child.pid ?? 0
}

function members(folder: string): readonly string[] {
  return readOr(join(folder, 'cgroup.procs'), '').split('\n').filter(Boolean)
}

describe.skipIf(reason !== undefined)(`control groups of version 2, for real${reason ? `: ${reason}` : ''}`, () => {
  it('hold a program and all it started, and end them at once', async () => {
    const group = openGroup({ version: 2, root }, 'one')
    const [folder = ''] = group.folders
    expect(group.folders).toEqual([join(root, 'rehearsal', 'one')])
    mkdirSync(folder, { recursive: true })
    const pid = await startIn(folder)
    await group.verifyMember(pid)
    await expect(group.verifyMember(process.pid)).rejects.toThrow(/is not in/)
    const subgroup = await group.openSubgroup('exec-1')
    await startIn(subgroup.folder ?? '')
    await expect.poll(() => members(subgroup.folder ?? '').length).toBe(2)
    expect(await group.processes()).toHaveLength(4)
    await subgroup.kill()
    await subgroup.close()
    expect([existsSync(subgroup.folder ?? ''), (await group.processes()).length]).toEqual([false, 2])
    await group.kill()
    expect(await group.processes()).toEqual([])
    await group.remove()
    expect(existsSync(folder)).toBe(false)
  })

  it('have room for groups below, once those of ours have moved', async () => {
    const given = join(root, 'given')
    mkdirSync(given)
    const pid = await startIn(given)
    expect(members(given)).toContain(String(pid))
    await makeRoom(given)
    expect(members(given)).toEqual([])
    expect(members(join(given, serverFolder))).toContain(String(pid))
    // In this state, and in no other, controllers can be handed on.
    expect(() => writeFileSync(join(given, 'cgroup.subtree_control'), readFileSync(join(given, 'cgroup.controllers'), 'utf8').trim().split(' ').filter(Boolean).map((name) => `+${name}`).join(' '))).not.toThrow()
    for (const child of children.splice(0)) child.kill('SIGKILL')
    writeFileSync(join(given, serverFolder, 'cgroup.kill'), '1')
    await expect.poll(() => members(join(given, serverFolder))).toEqual([])
    for (const folder of [join(given, serverFolder), given]) rmdirSync(folder)
    rmdirSync(join(root, 'rehearsal'))
    rmdirSync(root)
  })
})
