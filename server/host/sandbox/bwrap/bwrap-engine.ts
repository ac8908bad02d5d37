import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Group, Subgroup } from '../cgroups/group.ts'
import { closeFrom } from '../close-descriptors.ts'
import { hostEnvironment, type Engine, type EngineOptions, type EnterOrder, type HostCommand } from '../linux/engine.ts'
import {
  asUser, beFirstOutOfMemory, initScript, insideScript, insideTerminalScript, joinGroups, processLimits, setNetwork, setStage,
} from '../linux/launcher.ts'
import { lowestUid } from '../uid-pool.ts'
import { environmentArguments, newNamespaces, viewArguments } from './arguments.ts'

const startMs = 20_000

/**
 * Starts a sandbox under bubblewrap: our launcher sets the stage as root, joins the control group and becomes a user
 * that nobody else is; only then does bwrap begin. Started by root itself, bwrap would show the host's /proc/sys writable.
 * @throws when it does not come up
 */
export async function startBwrap({ record, stageTablePath, seccompPath, layout, uid, user, group, limits }: EngineOptions): Promise<Engine> {
  if (uid < lowestUid) throw new Error(`Expected a user of ${lowestUid} or higher to start bwrap as, got ${uid}`)
  const files = { args: join(record, 'bwrap.args'), terminalArgs: join(record, 'bwrap-terminal.args') }
  writeArguments(files.args, viewArguments({ layout, user }, { terminal: false }))
  writeArguments(files.terminalArgs, viewArguments({ layout, user }, { terminal: true }))
  const limit = processLimits(limits.maxOpenFiles)

  const script = `set -eu\n${closeFrom(4)}${setStage}${setNetwork}${limit}seccomp=$1 args=$2; shift 2\n${joinGroups}exec 4<"$seccomp" 5<"$args"; exec "$@"\n`
  const command = [
    'bash', '--norc', '-c', script, 'rehearsal', stageTablePath, seccompPath, files.args, ...group.folders, '--',
    ...asUser(uid), 'bwrap', '--args', '5', '--seccomp', '4', '--info-fd', '3', ...newNamespaces, '--as-pid-1', '--chdir', '/', '--',
    '/bin/sh', '-c', `echo up; exec >/dev/null 2>&1; ${initScript}`,
  ]
  const child = spawn('unshare', ['--mount', '--net', '--propagation', 'private', ...command], { cwd: '/', env: processEnv(hostEnvironment), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const pid = await untilUp(child)
  const monitor = child.pid ?? 0
  let ended = false
  child.once('exit', () => {
    ended = true
  })

  // The namespaces belong to a process of this session only while it is in the session's group: its number may be another's later.
  const enterScript = `set -eu
${closeFrom(3)}group=$1 pid=$2 monitor=$3 seccomp=$4 args=$5; shift 5
[[ $'\\n'$(<"$group/cgroup.procs")$'\\n' == *$'\\n'$pid$'\\n'* ]]
${beFirstOutOfMemory}${limit}${joinGroups}exec 4<"$seccomp" 5<"$args" 6<"/proc/$pid/ns/user" 7<"/proc/$pid/ns/pid"
exec nsenter --mount="/proc/$monitor/ns/mnt" --net="/proc/$pid/ns/net" --ipc="/proc/$pid/ns/ipc" --uts="/proc/$pid/ns/uts" --cgroup="/proc/$pid/ns/cgroup" "$@"
`
  return {
    pid,
    onEnd: (listener) => void (ended ? listener() : child.once('exit', listener)),
    enter: ({ command: program, cwd, env, terminal, subgroup }: EnterOrder): HostCommand => ({
      env: hostEnvironment,
      command: [
        'bash', '--norc', '-c', enterScript, 'rehearsal', group.folders[0] ?? '', String(pid), String(monitor), seccompPath, terminal ? files.terminalArgs : files.args,
        ...foldersToJoin(group, subgroup), '--',
        ...asUser(uid), 'bwrap', '--args', '5', '--userns', '6', '--pidns', '7', '--seccomp', '4', ...environmentArguments(env), '--chdir', '/', '--',
        '/bin/sh', '-c', terminal ? insideTerminalScript : insideScript, cwd, ...program,
      ],
    }),
    async close() {
      if (!ended) child.kill('SIGKILL')
    },
  }
}

function writeArguments(path: string, values: readonly string[]): void {
  writeFileSync(path, values.map((value) => `${value}\0`).join(''), { mode: 0o600 })
}

/** Folders of the group, with a subgroup's in place of the one that it is part of. */
function foldersToJoin(group: Group, subgroup: Subgroup | undefined): readonly string[] {
  if (!subgroup) return group.folders
  return [...group.folders.filter((folder) => !subgroup.folder.startsWith(`${folder}/`)), subgroup.folder]
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
