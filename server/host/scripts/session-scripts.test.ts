import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readScenario } from '../../../lib/scenario/read.ts'
import type { Scenario, Step } from '../../../lib/scenario/scenario.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openTestSandbox, runShell } from '../sandbox/testing.ts'
import type { ScriptContext } from '../sessions/session-parts.ts'
import { sessionScripts } from './session-scripts.ts'

const addresses = { scheme: 'http', previewId: 'abc123', previewDomain: 'localhost:3000', hostIp: '172.30.1.2' }

// Each name is a check, and a file of this scenario.
const checks = {
  'says-done': 'if [ -f ~/x ]; then echo "done"; else echo "Not ready yet"; fi',
  'by-status': '[ -f ~/x ]',
  'with-reason': 'echo "Make the file x first" > $VERIFICATION_FAILURE_REASON; exit 1',
  'by-signal': 'kill -9 $$',
  'reads-input': 'cat; [ $? -eq 0 ]',
  'posix': '#!/bin/sh\n[ "$0" != bash ] && [ -z "$BASH_VERSION" ] && exit 0\nexit 0',
  'uses-bash': '[[ -n $BASH_VERSION ]] && a=(1 2) && [[ ${#a[@]} -eq 2 ]]',
  'at-home': '[ "$(pwd)" = "$HOME" ]',
  'placeholder': 'echo "[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com {{TRAFFIC_HOST1_8080}}"; false',
  'empty': '',
  'forever': 'sleep 3111\necho never',
  'ignores-term': 'trap "" TERM HUP INT; while :; do sleep 3112; done',
  'forks': 'for i in 1 2 3; do setsid sleep 3113 & done; (setsid sh -c "sleep 3113; :" &); exit 1',
  'flood': 'head -c 1000000000 /dev/zero | tr "\\0" x; exit 1',
  'is-changed': 'echo before; exit 1',
  'changes-itself': 'echo "exit 0" > "$0"; sleep 0.1; exit 1',
}

let root: string
let scenario: Scenario
let sandbox: Sandbox
let close: () => Promise<void>
let context: ScriptContext

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'rehearsal-scripts-'))
  put('index.json', JSON.stringify({
    title: 'Scripts',
    details: {
      intro: { text: 'intro.md', code: 'fore.sh', courseData: 'back.sh' },
      steps: Object.keys(checks).map((name) => ({ title: name, text: 'intro.md', verify: `${name}.sh`, hint: 'hint.sh' })),
      finish: { text: 'intro.md', foreground: 'empty.sh', background: 'empty.sh' },
      assets: {
        host01: [
          { file: 'run.sh', target: '~/deep/down', chmod: '+x' },
          { file: '*.yaml', target: '/root/config/' },
          { file: 'tool.sh', target: '/usr/local/bin', chmod: '+x' },
          { file: 'chart/templates/service.yaml', target: 'chart/' },
          { file: 'leak', target: '~/' },
          { file: 'gone', target: '~/' },
          { file: 'secret.txt', target: '~/', chmod: '600' },
        ],
      },
    },
    backend: { imageid: 'ubuntu' },
  }))
  put('intro.md', 'text')
  put('fore.sh', '# [[HOST_IP]]\ncd /tmp\nexport A=1\n\n')
  put('back.sh', 'echo out; echo err >&2; ssh root@host01 "pwd; echo $((1 + 1))"; ssh -o StrictHostKeyChecking=no root@host01 < /dev/null; ssh host01 <<EOF\necho from $((2 + 2))\nEOF\necho data > f; scp -r f root@host01:g; cat g; exit 3')
  put('hint.sh', '[ "$1" -gt 10 ] && echo "after $1 seconds"')
  for (const [name, text] of Object.entries(checks)) put(`${name}.sh`, text)
  put('assets/run.sh', 'echo ran')
  put('assets/tool.sh', 'echo tool "$@"')
  put('assets/a.yaml', 'a: 1')
  put('assets/b.yaml', 'b: [[HOST_IP]]')
  put('assets/secret.txt', 's')
  put('assets/chart/templates/service.yaml', 'kind: Service')
  symlinkSync('/etc/passwd', join(root, 'assets/leak'))
  chmodSync(join(root, 'assets/b.yaml'), 0o755)
  const read = await readScenario(root, (await slugOf(root)))
  if (!read) throw new Error('The scenario of this test does not load')
  scenario = read
  ;({ sandbox, close } = await openTestSandbox())
  context = { sandbox, scenario, addresses }
})
afterAll(async () => {
  await close()
  rmSync(root, { recursive: true, force: true })
})

async function slugOf(folder: string): Promise<string> {
  const { readCatalogue } = await import('../../../lib/scenario/read.ts')
  return (await readCatalogue(folder)).entries[0]?.slug ?? ''
}

function step(name: keyof typeof checks): Step {
  const found = scenario.steps.find(({ title }) => title === name)
  if (!found) throw new Error(`No step ${name}`)
  return found
}

function asleep(seconds: number): number {
  return execFileSync('ps', ['-eo', 'args='], { maxBuffer: 2 ** 28 }).toString().split('\n').filter((line) => line === `sleep ${seconds}`).length
}

describe('assets', () => {
  it('are where the index wants them, with their modes, and what cannot be had is told', async () => {
    const warnings = await sessionScripts({ scenariosFolder: root }).placeFiles(context)
    const { stdout } = await runShell(sandbox, 'ls -l deep/down/run.sh config/a.yaml config/b.yaml chart/service.yaml secret.txt | cut -c1-10; cat config/b.yaml; echo; tool.sh x; ls leak gone 2>/dev/null')
    expect(stdout.toString()).toBe('-rw-r--r--\n-rw-r--r--\n-rwxr-xr-x\n-rwxr-xr-x\n-rw-------\nb: [[HOST_IP]]\ntool x\n')
    expect(warnings.filter((line) => line.startsWith('assets/'))).toEqual(['assets/leak is not there, so it was not copied.', 'assets/gone is not there, so it was not copied.'])
  })
})

describe('scripts of a page', () => {
  it('are typed with the session’s addresses in them', async () => {
    const scripts = sessionScripts({ scenariosFolder: root })
    const { intro, finish } = scenario
    expect(intro && await scripts.foregroundText(context, intro)).toBe('# 172.30.1.2\ncd /tmp\nexport A=1')
    expect(finish && await scripts.foregroundText(context, finish)).toBeUndefined()
  })

  it('run in the background with a log, and reach host01 by ssh', async () => {
    const scripts = sessionScripts({ scenariosFolder: root })
    await scripts.placeFiles(context)
    let log = ''
    if (scenario.intro) await scripts.runBackground(context, scenario.intro, (text) => { log += text })
    expect(log.split('\n').toSorted()).toEqual(['', '2', 'back.sh ended with status 3.', 'data', 'err', 'from 4', 'out', sandbox.home].toSorted())
  })

  it('give a hint when its time has come', async () => {
    const scripts = sessionScripts({ scenariosFolder: root })
    expect(await scripts.runHint(context, step('empty'), 5)).toBe('')
    expect(await scripts.runHint(context, step('empty'), 11.7)).toBe('after 11 seconds')
  })
})

describe('R12: checks', () => {
  const run = (name: keyof typeof checks, checkTimeoutMs = 20_000) => sessionScripts({ scenariosFolder: root, checkTimeoutMs }).runCheck(context, step(name))

  it.each(['says-done', 'by-status'] as const)('%s passes when the work is done, and not before', async (name) => {
    await runShell(sandbox, 'rm -f x')
    expect(await run(name)).toMatchObject({ passed: false })
    await runShell(sandbox, 'touch x')
    expect(await run(name)).toMatchObject({ passed: true })
  })

  it.each([
    ['with-reason', false, 'Make the file x first'],
    ['by-signal', false, /Not quite/],
    ['reads-input', true, /right/],
    ['posix', true, /right/],
    ['uses-bash', true, /right/],
    ['at-home', true, /right/],
    ['empty', true, /right/],
    ['changes-itself', false, /Not quite/],
  ] as const)('%s: %s', async (name, passed, message) => {
    expect(await run(name)).toMatchObject({ passed, message: expect.stringMatching(message) })
  })

  it('have the session’s addresses in them', async () => {
    expect((await run('placeholder')).output).toBe('abc123-80.localhost:3000 http://abc123-8080.localhost:3000\n')
  })

  it.each(['forever', 'ignores-term'] as const)('%s is stopped at its time with what it started', async (name) => {
    const started = performance.now()
    expect(await run(name, 600)).toMatchObject({ passed: false, message: expect.stringMatching(/stopped after 1 seconds/) })
    expect(performance.now() - started).toBeLessThan(6000)
    expect([asleep(3111), asleep(3112)]).toEqual([0, 0])
  })

  it('leave nothing running behind', async () => {
    expect(await run('forks')).toMatchObject({ passed: false })
    expect(asleep(3113)).toBe(0)
  })

  it('show 64 KiB of what they print, however much it is', async () => {
    const { output } = await run('flood')
    expect(output.length).toBeLessThan(65 * 1024)
    expect(output).toMatch(/the rest was cut off/)
  })

  it('are read anew each time, and not through a link that leads out', async () => {
    expect(await run('is-changed')).toMatchObject({ passed: false, output: 'before\n' })
    put('is-changed.sh', 'echo after; exit 0')
    expect(await run('is-changed')).toMatchObject({ passed: true })
    rmSync(join(root, 'is-changed.sh'))
    symlinkSync('/bin/true', join(root, 'is-changed.sh'))
    await expect(run('is-changed')).rejects.toThrow(/cannot be read/)
  })

  it('leave no script behind', async () => {
    const { stdout } = await runShell(sandbox, 'ls -A .rehearsal/run')
    expect(stdout.toString()).toBe('')
  })
})
