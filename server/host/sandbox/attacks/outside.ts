import { execFileSync, spawn } from 'node:child_process'
import { sessionFiles } from '../../files/session-files.ts'
import { runShell } from '../testing.ts'
import type { OutsideAttack } from './attack-list.ts'
import { attackCommand, type Scene } from './scene.ts'
import { readVerdict, type Verdict } from './verdict.ts'

const held = (detail: string): Verdict => ({ kind: 'held', detail })
const breached = (detail: string): Verdict => ({ kind: 'breached', detail })

export const outsideAttackers: Readonly<Record<OutsideAttack, (scene: Scene) => Promise<Verdict>>> = {
  async inotify(scene) {
    const neighbour = scene.neighbours[1]
    if (!neighbour) throw new Error('There is no neighbour')
    let left: Promise<string> | undefined
    // The neighbour has no copy of the programs: a line will do.
    const look = 'import ctypes, json; d = ctypes.CDLL(None).inotify_init(); print("\\nVERDICT " + json.dumps({"held": d >= 0, "detail": "a neighbour has some" if d >= 0 else "a neighbour has none"}))'
    await scene.attacker.exec({
      command: attackCommand(scene, { file: 'limits', name: 'inotify-hog' }),
      timeoutMs: 30_000,
      maxOutputBytes: 64 * 1024,
      onOutput: (chunk) => {
        if (chunk.includes('HOLDING')) left ??= neighbour.sandbox.exec({ command: ['python3', '-c', look], timeoutMs: 10_000, maxOutputBytes: 4096 }).then(({ stdout }) => stdout.toString())
      },
    })
    return readVerdict(await (left ?? Promise.resolve(''))) ?? breached('it could not be seen')
  },

  async fileService({ attacker, bait }) {
    await runShell(attacker, `ln -sfn ${bait.secretFile} ~/answer; ln -sfn /proc/1/root${bait.secretFile} ~/answer2; ln -sfn ${bait.secretFile.replace(/\/[^/]*$/, '')} ~/folder`)
    const found: string[] = []
    for (const path of ['answer', 'answer2', 'folder/secret', bait.secretFile, `../../../../../..${bait.secretFile}`]) {
      const text = await sessionFiles.read(attacker, path).catch(() => '')
      if (text.includes(bait.fileSecret)) found.push(path)
    }
    const written = await sessionFiles.write(attacker, '~/folder/planted', 'x').then(() => runShell(attacker, 'rm -f ~/folder/planted'), () => undefined)
    void written
    return found.length === 0 || attacker.sharesFiles ? held('the learner\'s link is the learner\'s') : breached(found.join(', '))
  },

  async workingFolder({ attacker, bait }) {
    const found: string[] = []
    const folder = bait.secretFile.replace(/\/[^/]*$/, '')
    for (const cwd of [folder, '/proc/1/root', ...Array.from({ length: 20 }, (_, at) => `/proc/self/fd/${at}`), ...Array.from({ length: 20 }, (_, at) => `/proc/self/fd/${at}/../../../../../../../..${folder}`)]) {
      const { stdout } = await attacker.exec({ command: ['/bin/sh', '-c', `cat secret ./${bait.secretFile} ../../../../../../../..${bait.secretFile} 2>/dev/null`], cwd, timeoutMs: 10_000, maxOutputBytes: 4096 })
      if (stdout.includes(bait.fileSecret)) found.push(cwd)
    }
    return found.length === 0 ? held('nowhere') : breached(found.slice(0, 3).join(', '))
  },

  async survivors({ create }) {
    const sandbox = await create()
    const tag = sleepTag()
    const pty = await sandbox.openPty({ cols: 80, rows: 24 })
    pty.write(Buffer.from(`(setsid nohup sleep ${tag} &) ; (trap "" HUP TERM INT; setsid sh -c "trap '' HUP TERM; sleep ${tag}; sleep ${tag}" &)\r`))
    await runShell(sandbox, `env -i setsid sh -c "env -i setsid sleep ${tag} & sleep ${tag}" </dev/null >/dev/null 2>&1 &`)
    for (let looks = 0; sleeping(tag) < 3 && looks < 100; looks += 1) await pause(50)
    const started = sleeping(tag)
    await sandbox.destroy()
    const left = sleeping(tag)
    endSleeping(tag)
    if (started < 3) return breached(`only ${started} of the daemons started`)
    return left === 0 ? held(`${started} daemons, none left`) : breached(`${left} of ${started} daemons live on`)
  },

  async orphans({ options }) {
    const tag = sleepTag()
    const [file = '', ...args] = options.orphanHost
    const host = spawn(file, [...args, tag], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise<void>((resolve, reject) => {
      host.stdout.once('data', () => resolve())
      host.once('exit', (code) => reject(new Error(`The host ended with ${code}`)))
    })
    host.removeAllListeners('exit')
    const gone = new Promise((resolve) => {
      host.once('exit', resolve)
    })
    host.kill('SIGKILL')
    await gone
    const alive = sleeping(tag)
    const reaped = await options.target.driver.reap()
    const left = sleeping(tag)
    endSleeping(tag)
    if (reaped < 1) return breached('the new start did not find it')
    return left === 0 ? held(`${alive} processes lived on, ${reaped} session was reaped, nothing is left`) : breached(`${left} processes live on`)
  },
}

function sleepTag(): string {
  return String(1e6 + Math.floor(Math.random() * 1e8))
}

function sleeping(tag: string): number {
  return sleepers(tag).length
}

/** What lives on is a finding, and not to be left on the machine. */
function endSleeping(tag: string): void {
  for (const pid of sleepers(tag)) process.kill(pid, 'SIGKILL')
}

function sleepers(tag: string): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { maxBuffer: 2 ** 28 }).toString().split('\n')
  return lines.filter((line) => line.endsWith(`sleep ${tag}`) && !/^\s*\d+ Z/.test(line)).map((line) => Number.parseInt(line, 10))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
