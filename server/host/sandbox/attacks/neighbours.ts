import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Pty, Sandbox } from '../sandbox.ts'
import { runShell } from '../testing.ts'

/** What an attack on the host would find: a secret file, an open port, an abstract socket. */
export interface HostBait {
  readonly fileSecret: string
  readonly secretFile: string
  readonly ports: readonly number[]
  readonly abstractNames: readonly string[]
  readonly addresses: readonly string[]
  close(): void
}

export async function layHostBait(): Promise<HostBait> {
  const fileSecret = randomBytes(16).toString('hex')
  // A folder that anybody may pass: only the file itself says no.
  const folder = mkdtempSync(join('/var/tmp', 'bait-'))
  const secretFile = join(folder, 'secret')
  writeFileSync(secretFile, fileSecret, { mode: 0o600 })
  const abstractName = `bait-${randomBytes(8).toString('hex')}`
  const port = await listening({ host: '0.0.0.0', port: 0 })
  const socket = await listening({ path: `\0${abstractName}` }).catch(() => undefined)
  const address = port.address()
  return {
    fileSecret,
    secretFile,
    ports: address && typeof address === 'object' ? [address.port] : [],
    abstractNames: socket ? [abstractName] : [],
    addresses: Object.values(networkInterfaces()).flat().flatMap((found) => (found?.family === 'IPv4' ? [found.address] : [])),
    close() {
      port.close()
      socket?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listening(where: { readonly host: string; readonly port: number } | { readonly path: string }): Promise<Server> {
  const server = createServer((connection) => {
    connection.on('error', () => connection.destroy())
    connection.end('bait')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => resolve(server))
  })
}

/** Another session, at work: a shell, a server, files, shared memory. */
export interface Neighbour {
  readonly sandbox: Sandbox
  readonly port: number
  readonly abstractName: string
  readonly fileName: string
  readonly sharedMemoryKey: number
  /** A sentence when it no longer answers. */
  trouble(): Promise<string | undefined>
}

const patienceMs = 15_000

const server = `
import ctypes, socket, sys, time
libc = ctypes.CDLL(None)
libc.shmget(int(sys.argv[3]), 4096, 0o1666)
tcp = socket.create_server(('127.0.0.1', int(sys.argv[1])))
unix = socket.socket(socket.AF_UNIX)
unix.bind('\\0' + sys.argv[2])
unix.listen()
print('up', flush=True)
time.sleep(3600)
`

export async function startNeighbour(sandbox: Sandbox): Promise<Neighbour> {
  const neighbour = {
    sandbox,
    port: 20_000 + Math.floor(Math.random() * 10_000),
    abstractName: `neighbour-${randomBytes(8).toString('hex')}`,
    fileName: `diary-${randomBytes(8).toString('hex')}`,
    sharedMemoryKey: Math.floor(Math.random() * 2 ** 30),
  }
  const { fileName, port, abstractName, sharedMemoryKey } = neighbour
  const script = `echo ${fileName} | tee ~/${fileName} > /tmp/${fileName}; cat > ~/server.py; setsid python3 ~/server.py ${port} ${abstractName} ${sharedMemoryKey} > ~/up 2>&1 & i=0; until grep -q up ~/up || [ $i -gt 200 ]; do i=$((i+1)); sleep .05; done; cat ~/up`
  const { stdout } = await runShell(sandbox, script, { stdin: Buffer.from(server) })
  if (!stdout.toString().includes('up')) throw new Error(`The neighbour's server did not start: ${stdout.toString()}`)
  const shell = watchShell(await sandbox.openPty({ cols: 80, rows: 24 }))
  return {
    ...neighbour,
    async trouble() {
      const { code } = await runShell(sandbox, 'exit 9', { timeoutMs: patienceMs }).catch(() => ({ code: -1 }))
      if (code !== 9) return 'a neighbour starts no more programs'
      if (!(await shell.answers())) return 'a neighbour\'s shell no longer answers'
      return shell.heard().includes('taken-over') ? 'something was typed into a neighbour\'s shell' : undefined
    },
  }
}

function watchShell(pty: Pty) {
  let heard = ''
  let wake = () => {}
  pty.onData((data) => {
    heard = (heard + data.toString()).slice(-64 * 1024)
    wake()
  })
  return {
    heard: () => heard,
    async answers(): Promise<boolean> {
      const number = Math.floor(Math.random() * 1e9)
      pty.write(Buffer.from(`echo $((${number} + 1))\r`))
      const deadline = performance.now() + patienceMs
      while (!heard.includes(`${number + 1}`)) {
        if (performance.now() > deadline) return false
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, 100)
        })
      }
      return true
    },
  }
}
