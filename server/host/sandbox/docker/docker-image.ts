import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import type Docker from 'dockerode'
import { hostEnvironment } from '../linux/engine.ts'
import { layoutOf } from '../linux/layout.ts'
import { writeOwnFiles } from '../linux/own-files.ts'
import { hostParts } from '../linux/root-file-system.ts'

/** An image for sandboxes, and what of the host must be shown in it to make it whole. */
export interface SandboxImage {
  readonly name: string
  readonly kind: 'image' | 'host'
  readonly binds: readonly (readonly [string, string])[]
}

const repository = 'rehearsal'
const usualImage = 'base'
const imagePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/
/** A new number makes a new image, whenever its files change. In its name: Podman takes no tag for what it imports. */
const hostImage = `${repository}/host-1`

/**
 * The image of a name, `rehearsal/<name>`; the usual one when there is none; and when there is none at all, an empty one in
 * which the machine's own programs are shown read-only.
 */
export async function findImage(docker: Docker, name: string): Promise<SandboxImage> {
  for (const wanted of [name, usualImage]) {
    if (!imagePattern.test(wanted)) continue
    const full = `${repository}/${wanted}`
    if (await exists(docker, full)) return { name: full, kind: 'image', binds: [] }
  }
  if (!(await exists(docker, hostImage))) await importHostImage(docker)
  return { name: hostImage, kind: 'host', binds: hostParts().shown.map((path) => [path, path] as const) }
}

async function exists(docker: Docker, name: string): Promise<boolean> {
  return docker.getImage(name).inspect().then(() => true, () => false)
}

// Nothing but folders and the links that lead to /usr.
async function importHostImage(docker: Docker): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-image-'))
  try {
    const files = join(folder, 'files')
    writeOwnFiles({
      folder: files,
      root: { kind: 'host' },
      layout: layoutOf({ limits: { maxProcesses: 0, memoryBytes: 0, cpuCores: 0, homeBytes: 0, maxOpenFiles: 0, maxTerminals: 0 }, mounts: [], binaries: [] }),
      hostNames: [],
      resolver: 'list',
      owner: 0,
    })
    const tar = spawn('tar', ['-C', files, '--owner=0', '--group=0', '-c', '.'], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'ignore'] })
    const progress = await docker.importImage(tar.stdout, { repo: hostImage, tag: 'latest' })
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve()))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
