import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { hostEnvironment } from '../../linux/engine.ts'
import { asUser } from '../../linux/launcher.ts'
import { ownNetworks } from './refused.ts'
import { machineTable, sessionTable, tableName } from './rules.ts'

/** Rules about what sandboxes reach, in the kernel. */
export interface Firewall {
  /** Puts the machine's rules in place where they are not. @returns whether they had to be put */
  protectMachine(): Promise<boolean>
  /** Puts the rules of a session in place. @param pid a process in its network namespace */
  protectSession(pid: number): Promise<void>
  /** Tries, as the session's user, what must be refused. @throws when it is not */
  mustRefuse(uid: number): Promise<void>
}

/** @param users host users of sandboxes: first and last */
export function openFirewall(users: readonly [number, number]): Firewall {
  const expected = new Map<string, Promise<string>>()

  // How the kernel shows rules differs from how they are written, and from version to version. So it is asked what it would
  // show, in a network namespace where nobody is.
  function expectedListing(text: string): Promise<string> {
    const known = expected.get(text)
    if (known) return known
    const asked = run(['unshare', '--net', 'sh', '-c', `nft -f - && nft list table inet ${tableName}`], text)
    expected.set(text, asked)
    asked.catch(() => expected.delete(text))
    return asked
  }

  async function holds(text: string, within: readonly string[]): Promise<boolean> {
    const [found, wanted] = await Promise.all([run([...within, 'nft', 'list', 'table', 'inet', tableName]).catch(() => ''), expectedListing(text)])
    return found === wanted
  }

  async function protect(text: string, within: readonly string[], where: string): Promise<void> {
    await run([...within, 'nft', '-f', '-'], text)
    if (!(await holds(text, within))) throw new Error(`The rules about the internet did not take ${where}: without them there is no lab with internet`)
  }

  return {
    async protectMachine() {
      const text = machineTable({ users, ownNetworks: ownNetworks() })
      if (await holds(text, [])) return false
      await protect(text, [], 'on this machine')
      return true
    },
    async protectSession(pid) {
      await protect(sessionTable({ ownNetworks: ownNetworks() }), ['nsenter', `--net=/proc/${pid}/ns/net`], 'in the session')
    },
    async mustRefuse(uid) {
      const server = createServer((socket) => socket.destroy())
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', resolve)
      })
      try {
        const address = server.address()
        const port = address && typeof address === 'object' ? address.port : 0
        const reach = ['bash', '--norc', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port} && echo reached`]
        // That nobody comes through would show nothing if we did not either.
        const [ours, theirs] = await Promise.all([reach, [...asUser(uid), ...reach]].map((command) => run(command).catch(() => '')))
        if (ours?.trim() !== 'reached' || theirs !== '') throw new Error('A sandbox\'s user reaches this machine over the network, or that cannot be found out: there is no lab with internet')
      } finally {
        server.close()
      }
    },
  }
}

const longestMs = 20_000

function run([file = '', ...args]: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { cwd: '/', env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, timeout: longestMs, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${file}: ${stderr.trim() || error.message}`, { cause: error }))
      else resolve(stdout)
    })
    // A program that does not start takes no input: its error says so.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
