import type { Sandbox, SandboxSpec } from '../sandbox/sandbox.ts'
import { shellFiles } from '../terminals/shell/launcher.ts'
import type { Machine, SessionOptions } from './session.ts'
import type { HomeFile, SessionEnvironment, StartedLab } from './session-parts.ts'

/** Lab, sandbox, files: in that order, because each needs the one before it. Nothing is left when one fails. */
export async function startMachine({ id, previewId, scenario, parts, limits, homeOf }: SessionOptions): Promise<Machine> {
  const environment = await parts.environmentOf(scenario)
  const lab = environment.labProfile ? await parts.startLab({ profile: environment.labProfile, session: id, previewId }) : undefined
  let sandbox: Sandbox | undefined
  try {
    sandbox = await parts.driver.create(sandboxSpec({ id: homeOf ?? id, environment, lab, limits: limits.sandbox }))
    const context = { sandbox, scenario, addresses: parts.addressesOf(previewId), keptHome: homeOf !== undefined }
    const warnings = await parts.scripts.placeFiles(context, { ...shellFiles, ...(homeOf ? {} : environment.homeFiles), ...labFiles(lab) })
    return { sandbox, lab, notice: environment.notice, warnings }
  } catch (error) {
    await Promise.allSettled([sandbox?.destroy(), lab?.stop()])
    throw error
  }
}

function sandboxSpec({ id, environment, lab, limits }: {
  id: string
  environment: SessionEnvironment
  lab: StartedLab | undefined
  limits: SandboxSpec['limits']
}): SandboxSpec {
  const { image, root, binaries, mounts, env, internet } = environment
  return { id, image, root, binaries, mounts, inlets: lab?.inlets ?? [], hostNames: lab?.hostNames ?? [], env: { ...env, ...lab?.env }, limits, internet }
}

function labFiles(lab: StartedLab | undefined): Record<string, HomeFile> {
  return Object.fromEntries(Object.entries(lab?.files ?? {}).map(([path, content]) => [path, { content, mode: 0o600 }]))
}
