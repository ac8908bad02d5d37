import { posix } from 'node:path'
import type { Sandbox, SandboxSpec } from '../sandbox/sandbox.ts'
import { shellFiles } from '../terminals/shell/launcher.ts'
import type { Machine, SessionOptions } from './session.ts'
import type { HomeFile, SessionEnvironment, StartedLab } from './session-parts.ts'

/** Lab, sandbox, home files, assets: in that order, because each needs the one before it. Nothing is left when one fails. */
export async function startMachine({ id, previewId, scenario, parts, limits, homeOf }: SessionOptions): Promise<Machine> {
  const environment = await parts.environmentOf(scenario)
  const lab = environment.labProfile ? await parts.startLab({ profile: environment.labProfile, session: id, previewId }) : undefined
  let sandbox: Sandbox | undefined
  try {
    sandbox = await parts.driver.create(sandboxSpec({ id: homeOf ?? id, environment, lab, limits: limits.sandbox }))
    await placeHomeFiles(sandbox, { ...shellFiles, ...(homeOf ? {} : environment.homeFiles), ...labFiles(lab) })
    return { sandbox, lab, notice: environment.notice }
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

// One process inside writes them all, from an archive-like list on its standard input: path, mode, length, content.
async function placeHomeFiles(sandbox: Sandbox, files: Readonly<Record<string, HomeFile>>): Promise<void> {
  const entries = Object.entries(files)
  if (entries.length === 0) return
  const parts: Uint8Array[] = []
  const script: string[] = ['set -e', 'umask 022', 'cd "$HOME"']
  for (const [path, { content, mode }] of entries) {
    const bytes = Buffer.from(content)
    parts.push(bytes)
    script.push(`mkdir -p -- ${quote(posix.dirname(path))}`, `head -c ${bytes.length} > ${quote(path)}`)
    if (mode !== undefined) script.push(`chmod ${mode.toString(8)} -- ${quote(path)}`)
  }
  const result = await sandbox.exec({
    command: ['/bin/sh', '-c', script.join('\n')],
    stdin: Buffer.concat(parts),
    timeoutMs: 20_000,
    maxOutputBytes: 4096,
  })
  if (result.code !== 0) throw new Error(`The home files could not be written: ${result.stderr.toString()}`)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
