import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { foldersToJoin } from '../cgroups/group.ts'
import { closeFrom } from '../close-descriptors.ts'
import { hostEnvironment, type Engine, type EngineOptions, type EnterOrder, type HostCommand } from '../linux/engine.ts'
import { beFirstOutOfMemory, joinGroups, makeUserNamespace, processLimits, setStage, sizedTerminalScript } from '../linux/launcher.ts'
import { stageUserNamespace } from '../linux/stage.ts'
import { describeProcess } from '../owner.ts'
import { runToEnd } from './run-to-end.ts'
import { hideGroups, type Runtime } from './runtime.ts'
import { mappings, mappingText, ociSpec } from './spec.ts'

const run = promisify(execFile)
const startMs = 30_000
const privateMounts = ['--mount', '--propagation', 'private']
/** A container's first process is nobody's child here, so its end is looked for. */
const lookEveryMs = 500
/** First of the host's ids for files of trees that say nothing about theirs. */
const usualIdBase = 400_000

// The runtime copies standard streams through pipes of its own, and would wait for every daemon that keeps one. So it gets
// none, and the program finds the real ones beside them.
const passStreams = 'exec "$@" 3<&0 4>&1 5>&2 </dev/null >/dev/null'
const insideScript = 'cd -- "$0" || exit 127; exec "$@" <&3 >&4 2>&5 3<&- 4>&- 5>&-'

/**
 * Starts a sandbox under an OCI runtime, on a stage set by our launcher.
 * @throws when it does not come up
 */
export async function startContainer(runtime: Runtime, options: EngineOptions): Promise<Engine> {
  const { id, record, stageTablePath, layout, root, uid, ownUid, user, limits, group, privileged } = options
  const idBase = (root.kind === 'tree' ? root.idBase : undefined) ?? usualIdBase
  const spec = ociSpec({ cgroupPath: `/${group.name}`, layout, limits, user, uid, idBase, privileged })
  writeFileSync(join(record, 'config.json'), JSON.stringify(spec), { mode: 0o600 })
  const limit = processLimits(limits.maxOpenFiles)
  const files = { pid: join(record, 'pid'), log: join(record, 'runtime.log') }
  const command = [...runtime.command, '--log', files.log, 'run', '--detach', '--bundle', record, '--pid-file', files.pid, id]
  const groups = runtime.withoutGroups ? group.folders : []
  const script = `set -eu\n${closeFrom(3)}${setStage}${makeUserNamespace}${limit}${joinGroups}${runtime.withoutGroups ? hideGroups : ''}exec "$@"\n`
  const mapping = mappingText(mappings({ user, uid, idBase, privileged }))
  await runToEnd('unshare', [...privateMounts, 'bash', '--norc', '-c', script, 'rehearsal', stageTablePath, String(ownUid), mapping, stageUserNamespace, ...groups, '--', ...command], { logPath: files.log, timeoutMs: startMs })

  const pid = Number.parseInt(readFileSync(files.pid, 'utf8'), 10)
  const owner = describeProcess(pid)
  // The score stands in the specification too, but of what is started later crun takes no notice of it.
  const prepare = `set -e\n${closeFrom(3)}${beFirstOutOfMemory}${limit}`
  let terminals = 0
  let listener: (() => void) | undefined
  const watch = setInterval(() => {
    if (describeProcess(pid) === owner) return
    clearInterval(watch)
    listener?.()
  }, lookEveryMs)
  watch.unref()

  return {
    pid,
    enterNetwork: ['nsenter', `--net=/proc/${pid}/ns/net`],
    onEnd(hear) {
      listener = hear
    },
    enter({ command: program, cwd, env, terminal, subgroup }: EnterOrder): HostCommand {
      const settings = [
        '--cwd', '/', ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
        // crun would start it as root, and with a way to gain privileges.
        ...(runtime.name === 'crun' ? ['--user', `${user}:${user}`, ...(privileged ? [] : ['--no-new-privs'])] : []),
        ...(subgroup && !runtime.withoutGroups ? ['--cgroup', subgroup.controller ? `${subgroup.controller}:${subgroup.name}` : subgroup.name] : []),
      ]
      const launch = (script: string, enter: readonly string[]) => (runtime.withoutGroups
        ? ['unshare', ...privateMounts, 'bash', '--norc', '-c', `${prepare}${joinGroups}${hideGroups}${script}`, 'rehearsal', ...foldersToJoin(group, subgroup), '--', ...enter]
        : ['bash', '--norc', '-c', `${prepare}${script}`, 'rehearsal', ...enter])
      if (!terminal) {
        const enter = [...runtime.command, 'exec', '--preserve-fds', '3', ...settings, id, '/bin/sh', '-c', insideScript, cwd, ...program]
        return { env: hostEnvironment, command: launch(passStreams, enter) }
      }
      terminals += 1
      const pidFile = join(record, `terminal-${terminals}.pid`)
      return {
        env: hostEnvironment,
        pidFile,
        // crun passes the size on when it begins, and never again.
        keepsSize: runtime.name === 'crun',
        command: launch('exec "$@"', [...runtime.command, 'exec', '--tty', '--pid-file', pidFile, ...settings, id, '/bin/sh', '-c', sizedTerminalScript, cwd, String(terminal.cols), String(terminal.rows), ...program]),
      }
    },
    async close() {
      clearInterval(watch)
      await forgetContainer(runtime, id)
    },
  }
}

/** Removes what the runtime remembers of a container whose processes have been killed. */
export async function forgetContainer({ command: [file = '', ...args] }: Runtime, id: string): Promise<void> {
  const remove = (...options: readonly string[]) => run(file, [...args, 'delete', ...options, id], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv })
  // Its first process needs a moment to end. With --force the runtime itself would wait, a tenth of a second at a time.
  for (let tries = 0; tries < 20; tries += 1) {
    if (await remove().then(() => true, () => false)) return
    await pause(5 * (tries + 1))
  }
  // Now a container that is not there is no error.
  await remove('--force')
}
