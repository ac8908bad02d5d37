import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readScenario } from '../../lib/scenario/read.ts'
import type { Config } from '../config.ts'
import { openEnvironments } from './environments/environments.ts'
import { sessionFiles } from './files/session-files.ts'
import { watchFiles } from './files/watch-files.ts'
import { openGateway, type Gateway } from './gateway/gateway.ts'
import { createLabPool } from './labs/lab-pool.ts'
import { sessionLabs } from './labs/session-labs.ts'
import type { SandboxDriver } from './sandbox/sandbox.ts'
import { sessionScripts } from './scripts/session-scripts.ts'
import type { Session } from './sessions/session.ts'
import type { SessionParts } from './sessions/session-parts.ts'
import { openRecordings } from './terminals/recording/recordings.ts'
import { Courtesy } from './terminals/courtesy.ts'
import { WorkerMirrorThread } from './terminals/mirror/mirror-thread.ts'
import { shellCommand } from './terminals/shell/launcher.ts'

interface ComposeOptions {
  readonly config: Config
  readonly driver: SandboxDriver
  /** Folder of the built programs. */
  readonly programs: URL
  /** The session whose previews have this id. */
  readonly byPreview: (previewId: string) => Session | undefined
}

export interface ComposedParts {
  readonly parts: SessionParts
  close(): Promise<void>
}

/** Labs are single threads' work; two of them keep a flood in one lab from stopping the others. */
const labThreads = 2

/** Joins what sessions are made of: environments, labs with their way in, scripts, files. */
export async function composeParts({ config, driver, programs, byPreview }: ComposeOptions): Promise<ComposedParts> {
  const { scenariosFolder, environmentsFolder, previewDomain, publicUrl } = config
  const mirrors = new WorkerMirrorThread(new URL('mirror-worker.js', programs))
  const pool = createLabPool(new URL('lab-worker.js', programs), labThreads)
  const gateway: Gateway = await openGateway({ socketFolder: config.socketFolder, previewDomain, find: (previewId) => findSession(previewId) })
  const labs = sessionLabs({ pool, gateway, previewDomain, publicPort: portOf(publicUrl) })
  const environmentOf = await openEnvironments({
    folder: environmentsFolder, scenariosFolder, toolsFolder: join(fileURLToPath(programs), 'lab-tools'),
  })

  function findSession(previewId: string): ReturnType<Parameters<typeof openGateway>[0]['find']> {
    const session = byPreview(previewId)
    if (session?.status.kind !== 'ready') return undefined
    const lab = labs.labOf(previewId)
    return { previewId, sandbox: session.sandbox, ...(lab ? { lab } : {}) }
  }

  const parts: SessionParts = {
    driver,
    findScenario: (slug) => readScenario(scenariosFolder, slug),
    environmentOf,
    startLab: (order) => labs.startLab(order),
    async shellOf(_sandbox, scenario) {
      const { cwd, shell } = await environmentOf(scenario)
      return { cwd, command: shellCommand(config.shell ? [config.shell] : shell) }
    },
    scripts: sessionScripts({ scenariosFolder }),
    files: { ...sessionFiles, watch: watchFiles },
    mirrors,
    courtesy: new Courtesy(() => performance.now()),
    recordings: await openRecordings(join(config.dataFolder, 'recordings'), config.sessions.recordingBytes),
    addressesOf: (previewId) => ({ scheme: publicUrl.protocol.replace(':', ''), previewId, previewDomain, hostIp: '127.0.0.1' }),
    now: () => performance.now(),
  }
  return {
    parts,
    async close() {
      await gateway.close()
      await pool.close()
      await mirrors.close()
    },
  }
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}
