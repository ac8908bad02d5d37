import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError, readConfig, type Environment } from './config.ts'
import { checkDataFolder, checkScenariosFolder } from './start/check-folders.ts'
import { readCommandLine, usage } from './start/command-line.ts'
import { findFreePort } from './start/free-port.ts'
import { KeptProcess } from './start/kept-process.ts'

// The supervisor: brings up the host process and the web process, starts again what dies, and ends both.

const webGraceMs = 5_000
const hostGraceMs = 10_000

/** Pages are made of small objects, terminals are not. */
const semiSpacesMib = { host: 2, web: 4 }

const programs = dirname(fileURLToPath(import.meta.url))
const project = dirname(programs)

try {
  await main()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const wish = readCommandLine(process.env, process.argv.slice(2))
  if (wish.kind === 'help') return console.log(usage)
  const wanted = wish.environment
  const { listen } = readConfig(wanted, project)
  const port = await findFreePort(listen.host, listen.port)
  if (port !== listen.port && listen.port !== 0) console.log(`Port ${listen.port} is taken; using ${port}.`)
  const config = readConfig({ ...wanted, REHEARSAL_PORT: String(port) }, project)
  checkScenariosFolder(config.scenariosFolder)
  checkDataFolder(config.dataFolder)
  const sockets = mkdtempSync(join(tmpdir(), 'rehearsal-'))
  // The pages read their scenarios and the table of environments by themselves and must find the same folders.
  const env: Environment = { ...wanted, REHEARSAL_PORT: String(port), REHEARSAL_SOCKETS: sockets, REHEARSAL_SCENARIOS: config.scenariosFolder, REHEARSAL_ENVIRONMENTS: config.environmentsFolder }

  const ready = new Set<string>()
  const becomesReady = (name: string): void => {
    if (ready.size < 2 && ready.add(name).size === 2) console.log(`Rehearsal is ready: ${config.publicUrl.href}`)
  }
  const keep = (name: 'host' | 'web'): KeptProcess => new KeptProcess({
    name,
    file: join(programs, `${name}.js`),
    env,
    semiSpaceMib: semiSpacesMib[name],
    onReady: () => becomesReady(name),
    onGivenUp: (reason) => void end(`Giving up: ${reason}.`),
  })
  const host = keep('host')
  const web = keep('web')

  let ending: Promise<void> | undefined
  function end(complaint?: string): Promise<void> {
    if (complaint) {
      console.error(complaint)
      process.exitCode = 1
    }
    // Web first, so that learners are told by the process that still has them.
    ending ??= web.stop(webGraceMs).then(() => host.stop(hostGraceMs)).then(() => rmSync(sockets, { recursive: true, force: true }))
    return ending
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
  host.start()
  web.start()
}
