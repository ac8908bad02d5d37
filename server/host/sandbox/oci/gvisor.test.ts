import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOnPath } from '../linux/engine.ts'
import { ociDriver } from '../oci.ts'
import type { Pty, Sandbox } from '../sandbox.ts'
import { asRoot } from '../state-folder.ts'
import { runShell, testRootFileSystems, testSpec } from '../testing.ts'

// Not the contract of drivers: builds of gVisor that start everything and still are of no use to learners are tested here too.
describe.skipIf(!asRoot || !isOnPath('runsc'))('a sandbox under gVisor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gvisor-test-'))
  const driver = ociDriver({ folder, rootFileSystems: testRootFileSystems, runtime: 'runsc' })
  const spec = testSpec({ env: { GREETING: 'hällo' } })
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await driver.create(spec)
  }, 60_000)
  afterAll(async () => {
    await sandbox.destroy()
    expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(spec.id)
    rmSync(folder, { recursive: true, force: true })
  })

  it('works, or says in a sentence why it is not to be used', async () => {
    const probed = await driver.probe()
    if (!probed.ok) expect(probed.reason).toMatch(/^This build of gVisor does not run "ls" .*take a newer one \(it is runsc /)
    expect(probed.ok).toBe((await runShell(sandbox, 'ls -d /')).code === 0)
  })

  it('has a kernel that is not the machine\'s', async () => {
    const inside = (await runShell(sandbox, 'uname -r; uname -v')).stdout.toString()
    expect(inside).not.toBe(execFileSync('sh', ['-c', 'uname -r; uname -v']).toString())
    expect(inside).toMatch(/^\d/)
  })

  it('starts programs as the learner, at home, with an environment from a list', async () => {
    const { stdout } = await runShell(sandbox, 'id -u; pwd; echo "$GREETING"; grep -E "^Cap(Eff|Bnd)" /proc/self/status | tr "\\t\\n" "  "')
    expect(stdout.toString()).toBe('1000\n/root\nhällo\nCapEff: 0000000000000000 CapBnd: 0000000000000000 ')
  })

  it.each([['exit 7', 7], ['kill -9 $$', 137], ['no-such-program', 127]])('passes the status of `%s`', async (script, code) => {
    expect((await runShell(sandbox, script)).code).toBe(code)
  })

  it('keeps outputs apart and passes input byte by byte', async () => {
    const stdin = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 256))
    const { stdout, stderr } = await runShell(sandbox, 'cat; echo err >&2', { stdin })
    expect(stdout.equals(stdin)).toBe(true)
    expect(stderr.toString()).toBe('err\n')
  })

  it('bounds folders, files and open files', async () => {
    const { stdout, stderr } = await runShell(sandbox, 'head -c 60000000 /dev/zero > ~/big; rm ~/big; ulimit -n; ulimit -c; echo x > /usr/x')
    expect(stdout.toString()).toBe('256\n0\n')
    expect(stderr.toString()).toMatch(/No space left on device/)
    expect(stderr.toString()).toMatch(/Read-only file system|Permission denied/)
  })

  it('kills a program at its time limit, with the children that left its group, and no other', async () => {
    await runShell(sandbox, 'setsid sleep 7001 >/dev/null 2>&1 &')
    const { timedOut, code } = await runShell(sandbox, 'setsid sleep 7002 & setsid sh -c "sleep 7002; :" & sleep 7002', { timeoutMs: 1500 })
    expect({ timedOut, code }).toEqual({ timedOut: true, code: 137 })
    expect(await sleepingInside(sandbox, 7002)).toBe(0)
    expect(await sleepingInside(sandbox, 7001)).toBe(1)
  })

  it('opens terminals with job control, size and interrupts, and ends them', async () => {
    const pty = await sandbox.openPty({ cols: 91, rows: 31 })
    const until = screen(pty)
    pty.write(Buffer.from('stty size\r'))
    await until(/31 91/)
    pty.resize(100, 40)
    pty.write(Buffer.from('until stty size | grep "40 100"; do sleep .02; done; sleep 7003\r'))
    await until(/(?<!")40 100/)
    await expect.poll(() => sleepingInside(sandbox, 7003), { timeout: 20_000 }).toBe(1)
    pty.write(Buffer.from('\u0003'))
    pty.write(Buffer.from('echo rc=$?\r'))
    await until(/rc=130/)
    pty.write(Buffer.from('sleep 7004 & wait\r'))
    await expect.poll(() => sleepingInside(sandbox, 7004), { timeout: 20_000 }).toBe(1)
    const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()))
    pty.kill('SIGKILL')
    await ended
    expect(await sleepingInside(sandbox, 7004)).toBe(0)
  })

  it('connects to a port that a program inside opened, and lists it', async () => {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const server = `require('net').createServer((s) => s.end('hello')).listen(${port}, '127.0.0.1', () => console.log('up'))`
    await runShell(sandbox, `setsid node -e "${server}" >up.log 2>&1 & until grep -q up up.log; do sleep .05; done`)
    expect(await sandbox.listeningPorts()).toContain(port)
    const heard: Buffer[] = []
    const connection = await sandbox.connect(port)
    connection.on('data', (chunk: Buffer) => heard.push(chunk))
    await new Promise((resolve) => connection.once('close', resolve))
    expect(Buffer.concat(heard).toString()).toBe('hello')
  })
})

// The brackets keep the program that looks from finding itself.
async function sleepingInside(sandbox: Sandbox, seconds: number): Promise<number> {
  const { stdout } = await runShell(sandbox, `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -o '[s]leep ${seconds} ' | wc -l`)
  return Number(stdout.toString())
}

/** Waits for what a terminal prints. */
function screen(pty: Pty): (pattern: RegExp) => Promise<void> {
  let text = ''
  let wake = () => {}
  pty.onData((chunk) => {
    text += chunk.toString()
    wake()
  })
  return async (pattern) => {
    for (let found = pattern.exec(text); ; found = pattern.exec(text)) {
      if (found) {
        text = text.slice(found.index + found[0].length)
        return
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
