import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openInternet } from '../../network/internet/internet.ts'
import { most, tableName } from '../../network/internet/rules.ts'
import type { Sandbox } from '../../sandbox.ts'
import { uids } from '../../state-folder.ts'
import { runShell, testSpec } from '../../testing.ts'
import type { OnBareShell } from '../attack-list.ts'
import type { AttackResult, Target } from '../scene.ts'
import { attackTargets } from '../targets.ts'
import { readVerdict, type Verdict } from '../verdict.ts'
import { layStreet, type Street } from './street.ts'

interface InternetAttack {
  /** Name of the function in `inside/internet.py`, with hyphens. */
  readonly name: string
  readonly title: string
  readonly onBareShell: OnBareShell
  /** Done once more after the machine's rules were taken away: those of the session must do. */
  readonly withoutMachineRules?: boolean
}

/** Attacks by a session that may use the internet. */
export const internetAttacks: readonly InternetAttack[] = [
  { name: 'public', title: 'with internet: a public address and its name, which must be reached', onBareShell: 'held' },
  { name: 'machine', title: 'with internet: this machine, by each of its addresses', onBareShell: 'breached' },
  { name: 'private-networks', title: 'with internet: the cloud\'s metadata, link-local and private networks', onBareShell: 'breached' },
  { name: 'machines-network', title: 'with internet: the network that this machine is in', onBareShell: 'breached' },
  { name: 'other-session', title: 'with internet: another session', onBareShell: 'breached' },
  { name: 'ipv6', title: 'with internet: whatever has an IPv6 address', onBareShell: 'breached' },
  { name: 'mail', title: 'with internet: mail', onBareShell: 'breached' },
  { name: 'scan', title: 'with internet: a scan', onBareShell: 'breached' },
  { name: 'connections', title: 'with internet: connections without end', onBareShell: 'breached' },
  { name: 'private-networks', title: 'with internet: private networks, after somebody loaded the machine\'s firewall anew', onBareShell: 'breached', withoutMachineRules: true },
  { name: 'machine', title: 'with internet: this machine, after somebody loaded its firewall anew', onBareShell: 'breached', withoutMachineRules: true },
]

const ownName = 'shop.own.example'

/**
 * Attacks what lies around the machine by a session with internet. To be run in a network namespace of its own.
 * @param programs folder of the programs for inside
 * @returns a sentence when the driver has no internet to give here
 */
export async function attackInternet({ title, programs, onResult }: { readonly title: string; readonly programs: string; readonly onResult: (result: AttackResult) => void }): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-internet-'))
  const street = await layStreet(join(programs, 'street.py'))
  const bait = await listenEverywhere()
  const made: Sandbox[] = []
  try {
    const internet = openInternet({ users: [uids.first, uids.first + uids.count - 1], nameServers: [street.publicAddress] })
    const target = attackTargets(folder, internet).find((candidate) => candidate.title === title)
    if (!target) throw new Error(`There is no driver ${title}`)
    const create = async () => {
      const sandbox = await target.driver.create(internetSpec(target))
      made.push(sandbox)
      return sandbox
    }
    const attacker = await create()
    const refusal = attacker.warnings?.find((warning) => warning.includes('no way to the internet'))
    if (refusal) return refusal
    const victimPort = await startServer(await create())
    await placeProgram(attacker, programs, parametersOf({ target, street, bait, victimPort }))
    for (const attack of internetAttacks) onResult({ title: attack.title, onBareShell: attack.onBareShell, verdict: await tryOne(attacker, attack) })
    return undefined
  } finally {
    await Promise.all(made.map((sandbox) => sandbox.destroy()))
    bait.close()
    street.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function internetSpec({ root }: Target) {
  const spec = testSpec({ root, internet: true, hostNames: ['*.own.example'] })
  return { ...spec, limits: { ...spec.limits, maxOpenFiles: 1024 } }
}

async function tryOne(attacker: Sandbox, { name, withoutMachineRules }: InternetAttack): Promise<Verdict> {
  if (withoutMachineRules) dropMachineRules()
  const { stdout, stderr } = await attacker.exec({ command: ['python3', `${attacker.home}/.attack/internet.py`, name], timeoutMs: 90_000, maxOutputBytes: 64 * 1024, killChildren: true })
  return readVerdict(stdout.toString()) ?? { kind: 'breached', detail: `it was not seen to its end: ${stderr.toString().trim().split('\n').at(-1)}` }
}

function dropMachineRules(): void {
  try {
    execFileSync('nft', ['delete', 'table', 'inet', tableName], { stdio: 'ignore' })
  } catch {
    // On a bare shell there are none.
  }
}

async function listenEverywhere(): Promise<Server & { readonly port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.write('reached')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '::', resolve)
  })
  const address = server.address()
  return Object.assign(server, { port: address && typeof address === 'object' ? address.port : 0 })
}

/** A neighbour's server, on every address of theirs. */
async function startServer(sandbox: Sandbox): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000)
  const server = `import socket, sys\nlistener = socket.create_server(('0.0.0.0', ${port}))\nprint('up', flush=True)\nwhile True:\n    listener.accept()[0].sendall(b'reached')\n`
  const { stdout } = await runShell(sandbox, 'cat > ~/server.py; setsid python3 ~/server.py > ~/up 2>&1 & i=0; until grep -q up ~/up || [ $i -gt 200 ]; do i=$((i+1)); sleep .05; done; cat ~/up', { stdin: Buffer.from(server) })
  if (!stdout.toString().includes('up')) throw new Error(`The neighbour's server did not start: ${stdout.toString()}`)
  return port
}

function parametersOf({ target, street, bait, victimPort }: { readonly target: Target; readonly street: Street; readonly bait: { readonly port: number }; readonly victimPort: number }): object {
  const addresses = Object.values(networkInterfaces()).flat().flatMap((found) => (found && !found.address.startsWith('fe80') ? [found.address] : []))
  return {
    ...street, ...most, ownName, victimPort,
    // A bare shell is on the machine itself: its own loopback is no trophy, but the machine's is.
    hostAddresses: target.bareShell ? addresses : addresses.filter((address) => address !== '::1'),
    hostPorts: [bait.port],
    bareShell: target.bareShell,
  }
}

async function placeProgram(sandbox: Sandbox, folder: string, parameters: object): Promise<void> {
  const program = `${readFileSync(join(folder, 'common.py'), 'utf8')}\n\n${readFileSync(join(folder, 'internet.py'), 'utf8')}\n\nmain(attacks)\n`
  const { code, stderr } = await runShell(sandbox, 'mkdir -p ~/.attack && cat > ~/.attack/internet.py', { stdin: Buffer.from(program) })
  if (code !== 0) throw new Error(`The attacks could not be placed: ${stderr.toString()}`)
  await runShell(sandbox, 'cat > ~/.attack/parameters.json', { stdin: Buffer.from(JSON.stringify(parameters)) })
}
