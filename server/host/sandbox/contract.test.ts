import { execFileSync } from 'node:child_process'
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bwrapDriver } from './bwrap.ts'
import { dockerDriver } from './docker.ts'
import { localDriver } from './local.ts'
import { ociDriver } from './oci.ts'
import type { Pty, Sandbox, SandboxDriver, SandboxSpec } from './sandbox.ts'
import { runShell, testDockerHost, testPodmanHost, testRootFileSystems, testSpec } from './testing.ts'

const data = mkdtempSync(join(tmpdir(), 'sandbox-contract-'))
const options = { folder: data, rootFileSystems: testRootFileSystems }
const drivers: readonly SandboxDriver[] = [localDriver({ folder: data }), bwrapDriver(options), ociDriver({ ...options, runtime: 'runc' }), ociDriver({ ...options, runtime: 'crun' }), dockerDriver({ folder: data, host: testDockerHost }), dockerDriver({ folder: data, host: testPodmanHost })]

afterAll(() => rmSync(data, { recursive: true, force: true }))

/** What a terminal printed, with a way to wait for it. */
function screen(pty: Pty) {
  let text = ''
  let wake = () => {}
  let ended = false
  pty.onExit(() => {
    ended = true
    wake()
  })
  pty.onData((chunk) => {
    text += chunk.toString()
    wake()
  })
  return {
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(text)
        if (found) {
          text = text.slice(found.index + found[0].length)
          return found
        }
        if (ended) throw new Error(`The terminal ended and never showed ${pattern}, but ${JSON.stringify(text)}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

for (const driver of drivers) {
  const probed = await driver.probe()
  const title = probed.ok ? `driver ${driver.name} ${probed.version}` : `driver ${driver.name}: ${probed.reason}`

  describe.skipIf(!probed.ok)(title, () => {
    let sandbox: Sandbox
    const others: Sandbox[] = []

    async function other(more: Partial<SandboxSpec> = {}): Promise<Sandbox> {
      const made = await driver.create(testSpec(more))
      others.push(made)
      return made
    }

    beforeAll(async () => {
      sandbox = await driver.create(testSpec({ env: { GREETING: 'hällo' } }))
    })
    afterEach(async () => {
      await Promise.all(others.splice(0).map((made) => made.destroy()))
    })
    afterAll(() => sandbox.destroy())

    it('starts programs in the home folder with an environment from a list', async () => {
      process.env.SECRET_OF_THE_SERVER = 'x'
      const { stdout, code } = await runShell(sandbox, 'pwd; printf "%s\\n" "$HOME" "$GREETING" "${SECRET_OF_THE_SERVER-none}" "$TERM"')
      expect(code).toBe(0)
      expect(stdout.toString().split('\n').slice(0, 5)).toEqual([sandbox.home, sandbox.home, 'hällo', 'none', 'xterm-256color'])
    })

    it.each([['exit 0', 0], ['exit 7', 7], ['kill -9 $$', 137], ['kill -15 $$', 143]])('passes the status of `%s`', async (script, code) => {
      expect((await runShell(sandbox, script)).code).toBe(code)
    })

    it('answers 127 for a program that is not there', async () => {
      expect((await sandbox.exec({ command: ['no-such-program'], timeoutMs: 5000, maxOutputBytes: 1000 })).code).toBe(127)
    })

    it('keeps the two outputs apart and passes input byte by byte', async () => {
      const stdin = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 256))
      const { stdout, stderr } = await runShell(sandbox, 'cat; echo err >&2', { stdin })
      expect(stdout.equals(stdin)).toBe(true)
      expect(stderr.toString()).toBe('err\n')
    })

    it('takes a folder and variables for one program', async () => {
      const { stdout } = await runShell(sandbox, 'mkdir -p "$HOME/deep"; cd "$HOME/deep"; pwd')
      const there = await runShell(sandbox, 'pwd; echo $EXTRA', { cwd: 'deep', env: { EXTRA: 'e' } })
      expect(there.stdout.toString()).toBe(`${stdout.toString()}e\n`)
    })

    it('cuts output at the limit and says so', async () => {
      const { stdout, truncated, code } = await runShell(sandbox, 'yes | head -c 5000000; echo; exit 3', { maxOutputBytes: 1000 })
      expect([stdout.length, truncated, code]).toEqual([1000, true, 3])
    })

    it('kills a program at its time limit, with the children that left its group', async () => {
      const started = performance.now()
      const tag = tagOf()
      const result = await runShell(sandbox, `setsid sleep ${tag} & setsid sh -c "sleep ${tag}; :" & sleep ${tag}`, { timeoutMs: 700 })
      expect(result).toMatchObject({ timedOut: true, code: 137 })
      // The programs would have slept for days.
      expect(performance.now() - started).toBeLessThan(20_000)
      expect(sleeping(tag)).toBe(0)
    })

    it('leaves a daemon alone that a program started, unless it is asked not to', async () => {
      const [kept, killed] = [tagOf(), tagOf()]
      await runShell(sandbox, `setsid sleep ${kept} >/dev/null 2>&1 & echo $! > kept.pid`)
      await runShell(sandbox, `setsid sleep ${killed} >/dev/null 2>&1 &`, { killChildren: true })
      expect([sleeping(kept), sleeping(killed)]).toEqual([1, 0])
      await runShell(sandbox, 'kill $(cat kept.pid)')
    })

    it('does not wait for a daemon that keeps its output', async () => {
      const started = performance.now()
      const { stdout } = await runShell(sandbox, `sleep ${tagOf()} & echo $!`)
      expect(stdout.toString()).toMatch(/^\d+\n$/)
      expect(performance.now() - started).toBeLessThan(20_000)
      await runShell(sandbox, `kill ${stdout.toString()}`)
    })

    it.skipIf(driver.loopbackOnly)('has namespaces that are not ours, the same for programs and terminals', async () => {
      const names = 'for n in user pid mnt net ipc uts; do readlink /proc/self/ns/$n; done'
      const inProgram = (await runShell(sandbox, names)).stdout.toString().trim().split('\n')
      const pty = await sandbox.openPty({ cols: 200, rows: 24 })
      const shown = screen(pty)
      pty.write(Buffer.from(`${names}; echo don''e\r`))
      const [text] = await shown.until(/user:[^]*\ndone/)
      pty.kill('SIGKILL')
      // Docker has user namespaces only where its whole daemon was set up so.
      for (const kind of [...(driver.name === 'docker' ? [] : ['user']), 'pid', 'net', 'ipc', 'uts']) {
        const found = inProgram.find((name) => name.startsWith(`${kind}:`))
        expect(text).toContain(found)
        expect(found).not.toBe(readlinkSync(`/proc/self/ns/${kind}`))
      }
      expect(inProgram).not.toContain(readlinkSync('/proc/self/ns/mnt'))
    })

    it.skipIf(driver.loopbackOnly)('starts programs and terminals as the learner, filtered and without a way to privileges', async () => {
      const look = 'id -u; grep -E "^(NoNewPrivs|Seccomp|CapEff|CapBnd):" /proc/self/status | tr "\\t\\n" " "; echo; echo end'
      // Docker has no other users inside than outside.
      const expected = new RegExp(`^${driver.name === 'docker' ? '7\\d{5}' : '1000'}\\r?\\nCapEff: 0{16} CapBnd: 0{16} NoNewPrivs: 1 Seccomp: 2 \\r?\\nend`)
      expect((await runShell(sandbox, look)).stdout.toString()).toMatch(expected)
      const pty = await sandbox.openPty({ cols: 200, rows: 24, command: ['/bin/sh', '-c', look] })
      const [text] = await screen(pty).until(/[^]*end/)
      expect(text).toMatch(expected)
    })

    it.skipIf(driver.name === 'local')('lets the learner\'s programs end before ours when the machine has no memory left', async () => {
      const look = 'cat /proc/self/oom_score_adj; echo end'
      expect((await runShell(sandbox, look)).stdout.toString()).toBe('500\nend\n')
      const pty = await sandbox.openPty({ cols: 80, rows: 24, command: ['/bin/sh', '-c', look] })
      expect((await screen(pty).until(/[^]*end/))[0]).toBe('500\r\nend')
    })

    it.skipIf(process.platform !== 'linux')('hands no descriptor of ours to programs and terminals', async () => {
      const neighbour = await other()
      const open = await Promise.all([1, 2, 3].map(() => neighbour.openPty({ cols: 80, rows: 24 })))
      // A gap in the numbers, before those of the others.
      const ended = new Promise<void>((resolve) => open[0]?.onExit(() => resolve()))
      open[0]?.kill('SIGKILL')
      await ended
      const list = 'for f in /proc/self/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && readlink "$f"; done; echo end'
      const inProgram = await sandbox.exec({ command: ['/bin/bash', '-c', list], timeoutMs: 20_000, maxOutputBytes: 10_000 })
      expect(inProgram.stdout.toString()).toBe('end\n')
      const pty = await sandbox.openPty({ cols: 200, rows: 24, command: ['/bin/bash', '-c', list] })
      const [text] = await screen(pty).until(/[^]*end/)
      expect(text.trim()).toBe('end')
    })

    it('opens terminals with job control, size and interrupts', async () => {
      const pty = await sandbox.openPty({ cols: 91, rows: 31 })
      const shown = screen(pty)
      pty.write(Buffer.from('stty size; echo pid=$$; tty\r'))
      await shown.until(/31 91/)
      await shown.until(/pid=\d+/)
      pty.resize(100, 40)
      const tag = tagOf()
      // Another's terminal hears of its size by another way than of what is typed.
      pty.write(Buffer.from(`until stty size | grep "40 100"; do sleep .02; done; sleep ${tag}\r`))
      await shown.until(/(?<!")40 100/)
      await expect.poll(() => sleeping(tag), { timeout: 10_000 }).toBe(1)
      pty.write(Buffer.from('\u0003'))
      pty.write(Buffer.from('echo rc=$?; set -m; sleep 78 & jobs; kill %1\r'))
      await shown.until(/rc=130/)
      await shown.until(/Running\s+sleep 78/)
      const ended = new Promise<number>((resolve) => pty.onExit(({ code }) => resolve(code)))
      pty.write(Buffer.from('exit 5\r'))
      expect(await ended).toBe(5)
      expect(() => {
        pty.write(Buffer.from('x'))
        pty.resize(10, 10)
        pty.kill()
      }).not.toThrow()
    })

    it('keeps a size that a terminal is given while its program still starts', async () => {
      for (const delayMs of [0, 5, 20, 60, 150]) {
        const pty = await sandbox.openPty({ cols: 80, rows: 24 })
        const shown = screen(pty)
        await pause(delayMs)
        pty.resize(84, 68)
        pty.write(Buffer.from(`for i in $(seq 40); do stty size | grep -q "68 84" && break; sleep .05; done; sleep .1; echo "size "$(stty size)"."\r`))
        // No line of its own: told of a size while it runs this, bash draws its prompt again, and the answer stands behind that.
        const [text] = await shown.until(/size \d+ \d+\./)
        expect(text, `${delayMs} ms after its beginning`).toContain('size 68 84.')
        // Before the next one begins: those that are not gone yet count among the processes of the sandbox.
        const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()))
        pty.kill('SIGKILL')
        await ended
      }
    })

    it('refuses more terminals than the limit says and gives one again when one ended', async () => {
      const made = await other()
      const ptys = await Promise.all([1, 2, 3].map(() => made.openPty({ cols: 80, rows: 24 })))
      await expect(made.openPty({ cols: 80, rows: 24 })).rejects.toThrow(/at most 3 terminals/)
      const ended = new Promise<void>((resolve) => ptys[0]?.onExit(() => resolve()))
      ptys[0]?.kill('SIGKILL')
      await ended
      const again = await made.openPty({ cols: 80, rows: 24 })
      again.kill('SIGKILL')
    })

    it('connects to a port that a program inside opened, and lists it', async () => {
      const port = 20_000 + Math.floor(Math.random() * 10_000)
      const server = `require('net').createServer((s) => s.on('data', (d) => s.end('got ' + d))).listen(${port}, '127.0.0.1', () => console.log('up'))`
      await runShell(sandbox, `setsid node -e "${server}" >up.log 2>&1 & echo $! > node.pid; until grep -q up up.log; do sleep .05; done`)
      expect(await sandbox.listeningPorts()).toContain(port)
      const connection = await sandbox.connect(port)
      const heard: Buffer[] = []
      connection.on('data', (chunk: Buffer) => heard.push(chunk))
      connection.write('hello')
      await new Promise((resolve) => connection.once('close', resolve))
      expect(Buffer.concat(heard).toString()).toBe('got hello')
      await runShell(sandbox, 'kill $(cat node.pid)')
      await expect.poll(() => sandbox.listeningPorts(), { timeout: 10_000 }).not.toContain(port)
      await expect(sandbox.connect(port)).rejects.toThrow()
    })

    it('keeps a home folder for the next sandbox of the same id when asked', async () => {
      // Others on this machine may test the same.
      const id = `keep-${tagOf()}`
      const first = await other({ id })
      await runShell(first, 'echo mine > ~/note')
      await first.destroy({ keepHome: true })
      const second = await other({ id })
      expect((await runShell(second, 'cat ~/note')).stdout.toString()).toBe('mine\n')
      await second.destroy()
      const third = await other({ id })
      expect((await runShell(third, 'cat ~/note')).code).not.toBe(0)
    })

    it('ends every process when it is destroyed, daemons in sessions of their own too', async () => {
      const made = await other()
      const tag = tagOf()
      const pty = await made.openPty({ cols: 80, rows: 24 })
      const shown = screen(pty)
      pty.write(Buffer.from(`setsid -f sleep ${tag} </dev/null >/dev/null 2>&1; (trap "" HUP TERM; exec sleep ${tag}) & (setsid sh -c "setsid sleep ${tag} & sleep ${tag}" &) ; echo don''e\r`))
      await shown.until(/\ndone/)
      await expect.poll(() => sleeping(tag), { timeout: 10_000 }).toBeGreaterThan(2)
      await made.destroy()
      await made.destroy()
      expect(sleeping(tag)).toBe(0)
      await expect(runShell(made, 'true')).rejects.toThrow(/destroyed/)
    })
  })
}

/** A time to sleep that nobody else on this machine sleeps. */
function tagOf(): string {
  return String(1e6 + Math.floor(Math.random() * 1e8))
}

/** How many processes of the whole machine sleep so long. */
function sleeping(tag: string): number {
  const lines = execFileSync('ps', ['-eo', 'stat=,args='], { maxBuffer: 2 ** 28 }).toString().split('\n')
  return lines.filter((line) => line.endsWith(`sleep ${tag}`) && !line.startsWith('Z')).length
}
