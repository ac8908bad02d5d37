import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError, isLoopback, readConfig, type Config } from '../config.ts'
import { configExitCode } from '../exit-codes.ts'
import { watchOpenFiles } from '../open-files.ts'
import { openAuditLog } from '../store/audit-log.ts'
import { composeParts } from './compose-parts.ts'
import { openHostLink } from './link/host-link.ts'
import { bwrapDriver } from './sandbox/bwrap.ts'
import { chooseDriver } from './sandbox/choose-driver.ts'
import { dockerWhenUsed } from './sandbox/docker-when-used.ts'
import { localDriver } from './sandbox/local.ts'
import { openInternet, type Internet } from './sandbox/network/internet/internet.ts'
import { ociDriver } from './sandbox/oci.ts'
import type { SandboxDriver } from './sandbox/sandbox.ts'
import { uids } from './sandbox/state-folder.ts'
import { Requests } from './sessions/requests.ts'
import { SessionManager } from './sessions/session-manager.ts'

// The host process: sessions, sandboxes, terminals, labs. Every process that a learner has is a child of this one.

const minute = 60_000
/** Files kept for sessions that are there: each further terminal, check and file of the editor opens some. */
const reservedFiles = 64
const project = dirname(dirname(fileURLToPath(import.meta.url)))

try {
  await main(readConfig(process.env, project))
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message)
  else console.error('The host process could not start:', error)
  process.exit(error instanceof ConfigError ? configExitCode : 1)
}

async function main(config: Config): Promise<void> {
  const driver = await takeDriver(config)
  refuseOpenDoor(config, driver)
  const audit = openAuditLog({
    path: join(config.dataFolder, 'audit.log'),
    now: Date.now,
    onFailure: (error) => console.error('The audit log cannot be written:', error.message),
  })
  const { parts, close: closeParts } = await composeParts({
    config, driver, programs: new URL('./', import.meta.url), byPreview: (previewId) => manager.byPreview(previewId),
  })
  const files = watchOpenFiles({ name: 'host', reserve: reservedFiles, log: (sentence) => console.error(sentence) })
  const manager: SessionManager = new SessionManager({
    parts,
    maxSessions: config.sessions.maxSessions,
    perPerson: config.sessions.perPerson,
    perAddress: config.sessions.perAddress,
    hasRoom: () => files.hasRoom(),
    ...times(config),
    sandbox: config.sessions.limits,
    onStart: (session, { person, address }) => audit.write({ what: 'session-started', person: person.id, session: session.id, scenario: session.scenario.id, address }),
    onEnd: (session, reason) => audit.write({ what: 'session-ended', session: session.id, reason }),
  })
  const requests = new Requests(manager)
  const link = await openHostLink({
    where: { path: join(config.socketFolder, 'host.sock') },
    onEvent: (browser, event, message) => requests.answer(browser, event, message),
    onAck: (browser, terminal, offset) => requests.acked(browser, terminal, offset),
    onInput: (browser, input) => requests.typed(browser, input),
    onGone: (browser) => requests.gone(browser),
  })

  let ending = false
  async function end(): Promise<void> {
    if (ending) return
    ending = true
    await manager.close('The server was stopped.')
    await link.close()
    await closeParts()
    process.exit(0)
  }
  process.on('SIGTERM', () => void end())
  // Ctrl-C reaches the whole group; the supervisor decides what ends when.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => void end())
  // A bug in one request must not end everybody's shells.
  process.on('uncaughtException', (error) => console.error('Uncaught:', error))
  process.on('unhandledRejection', (error) => console.error('Unhandled rejection:', error))
  process.send?.('ready')
}

async function takeDriver({ driver: wanted, dataFolder, rootFileSystems, ociRuntime: runtime, dockerHost, internet: way }: Config): Promise<SandboxDriver> {
  const folder = join(dataFolder, 'homes')
  const internet = way ? { internet: openInternet({ users: [uids.first, uids.first + uids.count - 1], ...way }) } : {}
  const drivers = [
    ociDriver({ folder, rootFileSystems, runtime, ...internet }),
    dockerWhenUsed({ folder, host: dockerHost, ...internet }),
    bwrapDriver({ folder, rootFileSystems, ...internet }),
    localDriver({ folder }),
  ]
  await reapAll(drivers)
  try {
    const { driver, report } = await chooseDriver(wanted, drivers)
    for (const sentence of report) console.log(sentence)
    if (internet.internet && driver.name !== 'local') console.log(aboutInternet(internet.internet))
    return driver
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}\nREHEARSAL_DRIVER chooses another.`, { cause: error })
  }
}

function aboutInternet(internet: Internet): string {
  const missing = internet.missing()
  return missing ? `Learners' machines have no way to the internet: ${missing}.` : 'Learners\' machines have a way to the internet where their environment asks for it.'
}

/** What an earlier start left behind, on whichever driver that was. */
async function reapAll(drivers: readonly SandboxDriver[]): Promise<void> {
  // One that does not work here has nothing to leave; whether the chosen one works is found out next.
  const counts = await Promise.all(drivers.map((driver) => driver.reap().catch(() => 0)))
  const reaped = counts.reduce((sum, count) => sum + count, 0)
  if (reaped > 0) console.log(`${reaped} machines of an earlier start were removed.`)
}

/** A shell on the machine itself is for whoever sits at it. */
function refuseOpenDoor({ listen, unsafeBind }: Config, driver: SandboxDriver): void {
  if (!driver.loopbackOnly || isLoopback(listen.host) || unsafeBind) return
  throw new ConfigError(
    `Expected a loopback address with the driver "${driver.name}", got REHEARSAL_HOST=${listen.host}: everybody who reaches it would have a shell on this machine${driver.name === 'local' ? '' : ', whose sessions are not limited'}.\n`
    + 'Choose a driver that isolates (REHEARSAL_DRIVER), or set REHEARSAL_UNSAFE_BIND=1 if this is what you want.',
  )
}

/** A laptop's owner is not hurried; others share the machine. */
function times({ sessions, listen, publicUrl }: Config): { lifeMs: number; idleMs: number; goneMs: number } {
  const alone = isLoopback(listen.host) && isLoopback(publicUrl.hostname)
  const usual = alone ? { lifeMs: 0, idleMs: 0, goneMs: 720 * minute } : { lifeMs: 60 * minute, idleMs: 15 * minute, goneMs: 5 * minute }
  return { lifeMs: sessions.lifeMs ?? usual.lifeMs, idleMs: sessions.idleMs ?? usual.idleMs, goneMs: sessions.goneMs ?? usual.goneMs }
}
