import { describe, expect, it } from 'vitest'
import { layoutOf } from './layout.ts'
import { limitComplaints, mountComplaints, statusComplaints } from './verify.ts'

const limits = { maxProcesses: 64, memoryBytes: 1, cpuCores: 1, homeBytes: 32 * 1024 * 1024, maxOpenFiles: 256, maxTerminals: 1 }

function status(more: Record<string, string> = {}): string {
  const caps = Object.fromEntries(['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((name) => [name, '0000000000000000']))
  return Object.entries({ Uid: '700000\t700000\t700000\t700000', NoNewPrivs: '1', Seccomp: '2', ...caps, ...more }).map(([name, value]) => `${name}:\t${value}\n`).join('')
}

describe('what the kernel says of a sandbox', () => {
  const expected = { uid: 700_000, privileged: false }

  it.each([
    ['as asked', {}, []],
    ['root of the host', { Uid: '0\t0\t0\t0' }, ['its user is 0 0 0 0 instead of 700000']],
    ['no filter', { Seccomp: '0' }, ['no system call filter is on']],
    ['privileges', { NoNewPrivs: '0' }, ['it may gain privileges']],
    ['a capability', { CapBnd: '0000000000200000' }, ['its CapBnd is 0000000000200000']],
  ])('%s', (_, more, complaints) => {
    expect(statusComplaints(status(more), expected)).toEqual(complaints)
  })

  it.each([
    ['rights over files', '00000000a00405fb', 0],
    ['network administration', '00000000a00415fb', 1],
    ['system administration', '00000000a02405fb', 1],
    ['making devices', '00000000a80405fb', 1],
  ])('lets root of a lab have %s: %s', (_, bounding, complaints) => {
    expect(statusComplaints(status({ CapBnd: bounding, NoNewPrivs: '0' }), { uid: 700_000, privileged: true })).toHaveLength(complaints)
  })

  it('reads limits of processes', () => {
    const text = (files: string) => `Limit  Soft  Hard  Units\nMax open files            ${files}                  ${files}                  files\nMax core file size        0                    0                    bytes\nMax file size             268435456            268435456            bytes\nMax locked memory         65536                65536                bytes\n`
    expect(limitComplaints(text('256'), limits)).toEqual([])
    expect(limitComplaints(text('1024'), limits)).toEqual(['Max open files is 1024 instead of 256'])
    expect(limitComplaints('', limits)).toHaveLength(4)
  })

  it('reads sizes of folders and the number of terminals', () => {
    const layout = layoutOf({ limits, mounts: [], binaries: [] })
    const line = (path: string, type: string, options: string) => `1 2 0:3 / ${path} rw - ${type} ${type} rw,${options}\n`
    const all = layout.memory.map(({ to, bytes }) => line(to, 'tmpfs', `size=${bytes / 1024}k,nr_inodes=4096`)).join('') + line('/dev/pts', 'devpts', 'mode=620,max=16')
    expect(mountComplaints(all, { layout })).toEqual([])
    expect(mountComplaints(all.replace(/size=32768k/, 'size=999999k'), { layout })).toEqual(['/root has 999999 KiB instead of 32768'])
    expect(mountComplaints(all.replace('max=16', 'gid=5'), { layout })).toEqual(['/dev/pts has no limit of 16'])
    expect(mountComplaints('', { layout })).toHaveLength(6)
  })
})
