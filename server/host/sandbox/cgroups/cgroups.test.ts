import { describe, expect, it } from 'vitest'
import { findCgroups } from './cgroups.ts'
import { limitFiles } from './limit-files.ts'

const v1 = ['memory', 'pids', 'cpu', 'freezer', 'devices'].map((name, at) => `${at} 1 0:${at} / /sys/fs/cgroup/${name} rw - cgroup cgroup rw,${name}`).join('\n')
const joint = 'a 1 0:1 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\nb 1 0:2 / /cg/memory rw - cgroup cgroup rw,memory\nc 1 0:3 / /cg/pids rw - cgroup cgroup rw,pids\n'
  + 'd 1 0:4 / /cg/freezer rw - cgroup cgroup rw,freezer\ne 1 0:5 / /cg/devices rw - cgroup cgroup rw,devices'
const v2 = '30 24 0:26 / /nowhere/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate'

const limits = { maxProcesses: 128, memoryBytes: 256 * 1024 * 1024 + 5, cpuCores: 0.5, homeBytes: 0, maxOpenFiles: 0, maxTerminals: 0 }

describe('control groups of a machine', () => {
  it('are version 1 where each controller has its mount, even beside an empty version 2', () => {
    expect(findCgroups(`${v1}\n${v2}`)).toMatchObject({ version: 1, roots: { memory: '/sys/fs/cgroup/memory' } })
    expect(findCgroups(joint)).toMatchObject({ version: 1, roots: { cpu: '/cg/cpu,cpuacct' } })
  })

  it('say what is missing', () => {
    expect(findCgroups(v2)).toMatch(/version 2 at \/nowhere\/cgroup.*no memory, pids, cpu/)
    expect(findCgroups(v1.split('\n').slice(1).join('\n'))).toMatch(/no memory of version 1/)
  })
})

describe('limits as files', () => {
  it.each([
    [1, ['memory.limit_in_bytes 268435456', 'pids.max 128', 'cpu.cfs_period_us 100000', 'cpu.cfs_quota_us 50000']],
    [2, ['memory.max 268435456', 'pids.max 128', 'cpu.max 50000 100000']],
  ] as const)('version %d', (version, expected) => {
    const files = limitFiles(version, limits).filter(({ optional }) => !optional).map(({ file, value }) => `${file} ${value}`)
    expect(files).toEqual(expected)
  })
})
