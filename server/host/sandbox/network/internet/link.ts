import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { closeFrom } from '../../close-descriptors.ts'
import { hostEnvironment } from '../../linux/engine.ts'
import { asUser, joinGroups } from '../../linux/launcher.ts'
import { killGroup } from '../../processes.ts'
import { device } from './rules.ts'

export interface LinkOrder {
  /** A process in the sandbox's network namespace. */
  readonly pid: number
  /** Host user that nobody else has. */
  readonly uid: number
  /** Folder of the host that nobody inside sees. */
  readonly folder: string
  /** Control groups of the sandbox: what its traffic takes is its own. */
  readonly groups: readonly string[]
}

/** The network that slirp4netns plays: its router, and the one machine in it. */
const network = { address: '10.0.2.100/24', router: '10.0.2.2' } as const
const startMs = 15_000
/** A frame and what stands before it fit, whatever the network's size of packets. */
const frameBytes = 70_000

/**
 * Joins a sandbox's network namespace to the machine's network: a device inside, and outside a program that plays the router
 * and speaks for the sandbox with sockets of the sandbox's user, so that rules can tell them. Neither has any right: the
 * device is opened by one that gives its rights up for that, and handed on packet by packet.
 * @throws when it does not come up
 */
export async function openLink(order: LinkOrder): Promise<{ close(): void }> {
  const { pid, uid } = order
  const folder = join(order.folder, 'internet')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chownSync(folder, uid, uid)
  const socket = join(folder, 'frames.sock')
  const children: ChildProcess[] = []
  const close = () => {
    for (const child of children) if (child.pid !== undefined) killGroup(child.pid)
  }
  try {
    const router = start(order, [
      ...asUser(uid), 'unshare', '--user', '--map-root-user', 'slirp4netns', '--disable-host-loopback', '--disable-dns', '--enable-sandbox', '--enable-seccomp',
      // It ends with whoever has the other end of the pipe.
      '--exit-fd=3', '--target-type=bess', socket,
    ])
    children.push(router.child)
    await until(router, () => existsSync(socket))
    // A session's group may not open this device, nor any other that has no place in it: so it joins once the device is open.
    const frames = start({ ...order, groups: [] }, [
      'nsenter', `--net=/proc/${pid}/ns/net`, 'setpriv', `--regid=${uid}`, '--clear-groups', '--bounding-set=-all,+net_admin,+setuid', '--inh-caps=-all', '--no-new-privs', '--',
      'socat', '-b', String(frameBytes), `TUN:${network.address},tun-name=${device},tun-type=tap,iff-no-pi,iff-up,setuid=${uid}`, `UNIX-CONNECT:${socket},type=5`,
    ])
    children.push(frames.child)
    await until(frames, async () => (await readFile(`/proc/${pid}/net/route`, 'latin1')).includes(`${device}\t`))
    for (const group of order.groups) await writeFile(join(group, 'cgroup.procs'), String(frames.child.pid))
    const route = start(order, ['nsenter', `--net=/proc/${pid}/ns/net`, 'ip', 'route', 'add', 'default', 'via', network.router, 'dev', device])
    await until(route, async () => /\t00000000\t[0-9A-F]{8}\t0003\t/.test(await readFile(`/proc/${pid}/net/route`, 'latin1')), { mayEnd: true })
    await until(frames, async () => (await Promise.all([router, frames].map(({ child }) => hasNoRights(child.pid ?? 0, uid)))).every(Boolean))
    return { close }
  } catch (error) {
    close()
    throw error
  }
}

interface Started {
  readonly child: ChildProcess
  complaint(): string
}

function start({ groups }: LinkOrder, command: readonly string[]): Started {
  const script = `${closeFrom(4)}${joinGroups}exec "$@"`
  const child = spawn('bash', ['--norc', '-c', script, 'rehearsal', ...groups, '--', ...command], {
    cwd: '/', env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true,
  })
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-1000)
  })
  child.once('error', (error) => {
    complaint = error.message
  })
  return { child, complaint: () => complaint.trim() }
}

async function until({ child, complaint }: Started, isSo: () => Promise<boolean> | boolean, { mayEnd = false } = {}): Promise<void> {
  const deadline = performance.now() + startMs
  while (!(await isSo())) {
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined
    if (ended && !(mayEnd && child.exitCode === 0)) throw new Error(`The way to the internet did not come up: ${complaint() || 'a program of it ended'}`)
    if (performance.now() > deadline) throw new Error(`The way to the internet did not come up in time: ${complaint()}`)
    await pause(5)
  }
}

/** Rights over ports below 1024 of a namespace without any are all that is left to one of them. */
const harmless = 1n << 10n

async function hasNoRights(pid: number, uid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  const rights = BigInt(`0x${field('CapEff') || 'ffffffff'}`) | BigInt(`0x${field('CapPrm') || 'ffffffff'}`)
  return field('Uid').split(/\s+/).every((found) => found === String(uid)) && field('NoNewPrivs') === '1' && (rights & ~harmless) === 0n
}
