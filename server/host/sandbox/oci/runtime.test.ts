import { describe, expect, it } from 'vitest'
import { openRuntime, runtimeOrder } from './runtime.ts'

describe('the runtime of containers', () => {
  it.each([
    [1, ['runc', 'crun']],
    [2, ['crun', 'runc']],
  ] as const)('is looked for with control groups of version %d in the order %j', (version, order) => {
    expect(runtimeOrder({ version })).toEqual(order)
  })

  it.each([
    ['runc', 1, false],
    ['runc', 2, false],
    // It refuses to start beside a version 1.
    ['crun', 1, true],
    ['crun', 2, false],
  ] as const)('%s with version %d is kept from control groups: %s', (name, version, withoutGroups) => {
    const runtime = openRuntime(name, { version })
    expect(runtime).toMatchObject({ name, withoutGroups })
    expect(runtime.command.slice(0, 2)).toEqual([name, '--root'])
    expect(runtime.command.includes('--cgroup-manager=disabled')).toBe(withoutGroups)
  })
})
