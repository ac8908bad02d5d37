import { spawn, type ChildProcess } from 'node:child_process'
import { readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldersToJoin } from '../cgroups/group.ts'
import { closeFrom } from '../close-descriptors.ts'
import { hostEnvironment, type Engine, type EngineOptions, type EnterOrder, type HostCommand } from '../linux/engine.ts'
import {
  asUser, beFirstOutOfMemory, countOfAll, initScript, insideScript, insideTerminalScript, joinGroups, memoryOfEach, processLimits, setNetwork, setStage,
} from '../linux/launcher.ts'
import { asRoot } from '../state-folder.ts'
import { lowestUid } from '../uid-pool.ts'
import { environmentArguments, newNamespaces, viewArguments } from './arguments.ts'

const startMs = 20_000
/** Without root, a namespace in which we are: all that follows is done there. */
const ownNamespace = asRoot ? [] : ['--user', '--map-root-user']

/**
 * Starts a sandbox under bubblewrap: our launcher sets the stage as root, joins the control group and becomes a user
 * that nobody else is; only then does bwrap begin. Started by root itself, bwrap would show the host's /proc/sys writable.
 * Where the host process is an ordinary user, all of it is done in a user namespace of that user's.
 * @throws when it does not come up
 */
export async function startBwrap({ record, stageTablePath, seccompPath, layout, uid, user, group, limits }: EngineOptions): Promise<Engine> {
  if (uid < (asRoot ? lowestUid : 1)) throw new Error(`Expected a user of ${lowestUid} or higher to start bwrap as, got ${uid}`)
  const files = { args: join(record, 'bwrap.args'), terminalArgs: join(record, 'bwrap-terminal.args') }
  writeArguments(files.args, viewArguments({ layout, user }, { terminal: false }))
  writeArguments(files.terminalArgs, viewArguments({ layout, user }, { terminal: true }))
  const withoutGroups = group.folders.length === 0
  const limit = `${processLimits(limits.maxOpenFiles)}${withoutGroups ? memoryOfEach(limits) : ''}`
  const count = withoutGroups ? countOfAll(limits) : ''

  const script = `set -eu\n${closeFrom(4)}${setStage}${setNetwork}${limit}${count}seccomp=$1 args=$2; shift 2\n${joinGroups}exec 4<"$seccomp" 5<"$args"; exec "$@"\n`
  const command = [
    'bash', '--norc', '-c', script, 'rehearsal', stageTablePath, seccompPath, files.args, ...group.folders, '--',
    ...starter(uid), 'bwrap', '--args', '5', '--seccomp', '4', '--info-fd', '3', ...newNamespaces, '--as-pid-1', '--die-with-parent', '--chdir', '/', '--',
    '/bin/sh', '-c', `echo up; exec >/dev/null 2>&1; ${initScript}`,
  ]
  const child = spawn('unshare', [...ownNamespace, '--mount', '--net', '--propagation', 'private', ...command], { cwd: '/', env: processEnv(hostEnvironment), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const pid = await untilUp(child)
  const monitor = child.pid ?? 0
  let ended = false
  child.once('exit', () => {
    ended = true
  })

  // No --die-with-parent from here on: bubblewrap enters a namespace by a helper, and kills the program when that one ends a moment too
  // late (seen with 0.8.0, once in 500 starts). What is left when a program is killed ends with the namespace.
  // A number may be another process's later, and its namespaces another session's: so the process is asked who it is.
  const enterScript = `set -eu
${closeFrom(3)}namespace=$1 pid=$2 monitor=$3 seccomp=$4 args=$5; shift 5
[[ $(readlink "/proc/$pid/ns/pid") == "$namespace" ]]
${beFirstOutOfMemory}${limit}${joinGroups}exec 4<"$seccomp" 5<"$args" 6<"/proc/$pid/ns/user" 7<"/proc/$pid/ns/pid"
exec nsenter ${asRoot ? '' : '--preserve-credentials --user="/proc/$monitor/ns/user" '}--mount="/proc/$monitor/ns/mnt" --net="/proc/$pid/ns/net" --ipc="/proc/$pid/ns/ipc" --uts="/proc/$pid/ns/uts" --cgroup="/proc/$pid/ns/cgroup" "$@"
`
  const namespace = readlinkSync(`/proc/${pid}/ns/pid`)
  return {
    pid,
    enterNetwork: ['nsenter', ...(asRoot ? [] : ['--preserve-credentials', `--user=/proc/${monitor}/ns/user`]), `--net=/proc/${pid}/ns/net`],
    onEnd: (listener) => void (ended ? listener() : child.once('exit', listener)),
    enter: ({ command: program, cwd, env, terminal, subgroup }: EnterOrder): HostCommand => ({
      env: hostEnvironment,
      command: [
        'bash', '--norc', '-c', enterScript, 'rehearsal', namespace, String(pid), String(monitor), seccompPath, terminal ? files.terminalArgs : files.args,
        ...foldersToJoin(group, subgroup), '--',
        ...(withoutGroups ? ['bash', '--norc', '-c', `${count}exec "$@"`, 'rehearsal'] : []),
        ...asUser(uid), 'bwrap', '--args', '5', '--userns', '6', '--pidns', '7', '--seccomp', '4', ...environmentArguments(env), '--chdir', '/', '--',
        '/bin/sh', '-c', terminal ? insideTerminalScript : insideScript, cwd, ...program,
      ],
    }),
    async close() {
      if (!ended) child.kill('SIGKILL')
    },
  }
}

// Whoever is root of a namespace needs this one right to make another whose users include them.
function starter(uid: number): readonly string[] {
  return asRoot ? asUser(uid) : ['setpriv', '--bounding-set=-all,+setfcap', '--inh-caps=-all', '--no-new-privs', '--']
}

function writeArguments(path: string, values: readonly string[]): void {
  writeFileSync(path, values.map((value) => `${value}\0`).join(''), { mode: 0o600 })
}

// Next's types want NODE_ENV in every environment; these programs have none.
function processEnv(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...env } as NodeJS.ProcessEnv
}

/** Waits until the first process inside says that it is there, and reads its number. */
function untilUp(child: ChildProcess): Promise<number> {
  const [, out, err, info] = child.stdio
  return new Promise((resolve, reject) => {
    let [complaint, told, up] = ['', '', false]
    const fail = (reason: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`The sandbox did not come up: ${complaint.trim() || reason}`))
    }
    const timer = setTimeout(() => fail(`nothing was heard for ${startMs / 1000} s`), startMs)
    const look = () => {
      const pid = /"child-pid": (\d+)/.exec(told)?.[1]
      if (!up || !pid) return
      clearTimeout(timer)
      child.off('exit', ended)
      for (const stream of child.stdio) stream?.destroy()
      resolve(Number(pid))
    }
    const ended = (code: number | null) => fail(`bwrap ended with ${code}`)
    child.once('error', (error) => fail(error.message))
    child.once('exit', ended)
    err?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000)
    })
    info?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      look()
    })
    out?.on('data', () => {
      up = true
      look()
    })
  })
}
