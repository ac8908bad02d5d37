import { describe, expect, it } from 'vitest'
import { chooseDriver } from './choose-driver.ts'
import type { DriverName, DriverProbe, SandboxDriver } from './sandbox.ts'

function driver(name: DriverName, probed: DriverProbe): SandboxDriver {
  return {
    name,
    loopbackOnly: name === 'local',
    probe: async () => probed,
    create: async () => {
      throw new Error('not here')
    },
    reap: async () => 0,
  }
}
const works = { ok: true, version: '1.0', warnings: ['Mind the gap.'] } as const
const broken = { ok: false, reason: 'no runc' } as const

describe('chooseDriver', () => {
  it('takes the strongest that works and says what it passed over', async () => {
    const { driver: chosen, report } = await chooseDriver('auto', [driver('local', works), driver('bwrap', works), driver('oci', broken)])
    expect(chosen.name).toBe('bwrap')
    expect(report).toEqual([
      'The driver "oci" does not work here: no runc.',
      'Learners\' machines: driver "bwrap" (1.0), the strongest that works here.',
      'Mind the gap.',
    ])
  })

  it('never takes another than the one that was asked for', async () => {
    await expect(chooseDriver('oci', [driver('local', works), driver('oci', broken)])).rejects.toThrow('no runc')
    await expect(chooseDriver('docker', [driver('local', works)])).rejects.toThrow(/one of local, got docker/)
  })
})
