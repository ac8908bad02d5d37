import { driverNames, type DriverName, type SandboxDriver } from './sandbox.ts'

export interface ChosenDriver {
  readonly driver: SandboxDriver
  /** One sentence each, for whoever starts the server: what was taken, why, and what to know about it. */
  readonly report: readonly string[]
}

/**
 * Takes the driver that is asked for, or with `auto` the strongest that really works here: each is tried by starting
 * something, because a program that is installed may still be forbidden to do what it is for.
 * @throws when the driver that was asked for does not work, or none does
 */
export async function chooseDriver(wanted: DriverName | 'auto', drivers: readonly SandboxDriver[]): Promise<ChosenDriver> {
  const candidates = drivers
    .filter(({ name }) => wanted === 'auto' || name === wanted)
    .toSorted((a, b) => driverNames.indexOf(a.name) - driverNames.indexOf(b.name))
  const refused: string[] = []
  for (const driver of candidates) {
    const probed = await driver.probe()
    if (!probed.ok) {
      refused.push(`The driver "${driver.name}" does not work here: ${probed.reason}.`)
      continue
    }
    const why = wanted === 'auto' ? 'the strongest that works here' : 'as asked'
    return { driver, report: [...refused, `Learners' machines: driver "${driver.name}" (${probed.version}), ${why}.`, ...probed.warnings] }
  }
  if (refused.length > 0) throw new Error(refused.join('\n'))
  throw new Error(`Expected the driver to be one of ${drivers.map(({ name }) => name).join(', ')}, got ${wanted}: it is not part of this version`)
}
