import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findDelegated } from './delegated.ts'

const top = mkdtempSync(join(tmpdir(), 'delegated-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

const controllers = ['memory', 'pids', 'cpu', 'freezer', 'devices']
const v1 = controllers.map((name, at) => `${at} 1 0:${at} / /cg/${name} rw - cgroup cgroup rw,${name}`).join('\n')
const v1Groups = controllers.map((name, at) => `${at}:${name}:/mine`).join('\n')
const v2 = `30 24 0:26 / ${top} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate`
const scope = join(top, 'user.slice', 'run.scope')
mkdirSync(scope, { recursive: true })

describe('control groups that were given to a user', () => {
  it('are those that the process is in', () => {
    writeFileSync(join(scope, 'cgroup.controllers'), 'cpu memory pids\n')
    const found = findDelegated({ mountinfo: v2, cgroup: '0::/user.slice/run.scope', mayUse: (path) => path === scope })
    expect(found).toEqual({ version: 2, root: scope })
  })

  it('are the same once the process has moved to make room', () => {
    expect(findDelegated({ mountinfo: v2, cgroup: '0::/user.slice/run.scope/rehearsal-server', mayUse: () => true })).toEqual({ version: 2, root: scope })
  })

  it('are one in each hierarchy of version 1', () => {
    expect(findDelegated({ mountinfo: v1, cgroup: v1Groups, mayUse: () => true })).toMatchObject({ version: 1, roots: { memory: '/cg/memory/mine', pids: '/cg/pids/mine' } })
  })

  it.each([
    ['the group is the system\'s', { mountinfo: v2, cgroup: '0::/user.slice/run.scope', mayUse: () => false }, /run\.scope is not ours/],
    ['one hierarchy is the system\'s', { mountinfo: v1, cgroup: v1Groups, mayUse: (path: string) => !path.startsWith('/cg/pids') }, /\/cg\/pids\/mine is not ours/],
    ['there are none', { mountinfo: '', cgroup: '', mayUse: () => true }, /no control groups/],
  ])('are none where %s', (_, surroundings, reason) => {
    expect(findDelegated(surroundings)).toMatch(reason)
  })

  it('are none without a controller that a session needs', () => {
    writeFileSync(join(scope, 'cgroup.controllers'), 'memory pids\n')
    expect(findDelegated({ mountinfo: v2, cgroup: '0::/user.slice/run.scope', mayUse: () => true })).toMatch(/without cpu/)
  })
})
