import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { hostEnvironment } from '../../linux/engine.ts'

/**
 * What lies around a machine, in a network namespace of its own that is joined to ours by a cable: a public address, the
 * cloud's metadata, private networks, a neighbour on the same network. All of them answer, so that what a session does not
 * reach is kept from it by rules. Whoever calls this is in a network namespace of its own too, with nothing in it.
 */
export interface Street {
  readonly publicAddress: string
  readonly publicName: string
  readonly privateAddresses: readonly string[]
  /** On the network that this machine itself is in. */
  readonly besideAddresses: readonly string[]
  readonly ipv6Addresses: readonly string[]
  close(): void
}

const ours = '198.51.100.1'
const beside = '198.51.100.2'
const publicAddress = '203.0.113.80'
const privateAddresses = ['169.254.169.254', '10.77.0.5', '172.20.0.5', '192.168.77.5', '100.64.77.5', '192.0.0.8']
const ipv6 = { ours: '2001:db8:77::1', beside: '2001:db8:77::2', metadata: 'fd00:ec2::254' }
const ports = [25, 80, 465, 587]

export async function layStreet(serverProgram: string): Promise<Street> {
  if (Object.keys(networkInterfaces()).length > 0) throw new Error('A street is laid in a network namespace of its own, not on the machine')
  const there = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' })
  const children: ChildProcess[] = [there]
  const close = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  try {
    const pid = there.pid ?? 0
    const deadline = performance.now() + 10_000
    while (readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync('/proc/self/ns/net')) {
      if (performance.now() > deadline) throw new Error('The street has no namespace')
      await pause(5)
    }
    ip(['link', 'set', 'lo', 'up'])
    ip(['link', 'add', 'street', 'type', 'veth', 'peer', 'name', 'street', 'netns', String(pid)])
    // No address is looked for twice: this network is nobody else's.
    for (const [address, prefix] of [[ours, 24], [ipv6.ours, 64]] as const) ip(['addr', 'add', `${address}/${prefix}`, 'dev', 'street', ...(address.includes(':') ? ['nodad'] : [])])
    ip(['link', 'set', 'street', 'up'])
    for (const [address, prefix] of [[beside, 24], [ipv6.beside, 64]] as const) ip(['addr', 'add', `${address}/${prefix}`, 'dev', 'street', ...(address.includes(':') ? ['nodad'] : [])], pid)
    for (const name of ['street', 'lo']) ip(['link', 'set', name, 'up'], pid)
    for (const address of [publicAddress, ...privateAddresses]) ip(['addr', 'add', `${address}/32`, 'dev', 'lo'], pid)
    ip(['addr', 'add', `${ipv6.metadata}/128`, 'dev', 'lo'], pid)
    ip(['route', 'add', 'default', 'via', beside])
    ip(['-6', 'route', 'add', 'default', 'via', ipv6.beside])
    const server = spawn('nsenter', [`--net=/proc/${pid}/ns/net`, 'python3', serverProgram, ports.join(','), publicAddress, [publicAddress, ...privateAddresses, beside, ipv6.beside, ipv6.metadata].join(',')], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('exit', (code) => reject(new Error(`The servers of the street ended with ${code}`)))
      server.stdout.once('data', () => resolve())
    })
    const street = { publicAddress, publicName: 'www.public.example', privateAddresses, besideAddresses: [beside], ipv6Addresses: [ipv6.beside, ipv6.metadata], close }
    await mustBeThere([publicAddress, ...privateAddresses, beside, ...street.ipv6Addresses])
    return street
  } catch (error) {
    close()
    throw error
  }
}

/** What the machine itself does not reach shows nothing about who is kept from it. */
async function mustBeThere(addresses: readonly string[]): Promise<void> {
  await Promise.all(addresses.map((host) => new Promise<void>((resolve, reject) => {
    const socket = createConnection({ host, port: 80, timeout: 10_000 })
    const end = (error?: Error) => {
      socket.destroy()
      if (error) reject(new Error(`The machine itself does not reach ${host}: ${error.message}`))
      else resolve()
    }
    socket.once('data', () => end())
    socket.once('error', end)
    socket.once('timeout', () => end(new Error('it does not answer')))
  })))
}

function ip(args: readonly string[], within?: number): void {
  const command = ['ip', ...args]
  const [file = '', ...rest] = within === undefined ? command : ['nsenter', `--net=/proc/${within}/ns/net`, ...command]
  execFileSync(file, rest, { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'inherit'] })
}
