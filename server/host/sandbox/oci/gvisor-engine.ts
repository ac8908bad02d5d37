import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closeFrom } from '../close-descriptors.ts'
import { hostEnvironment, type Engine, type EngineOptions, type EnterOrder, type HostCommand } from '../linux/engine.ts'
import { beFirstOutOfMemory, insideScript, insideTerminalScript, joinGroups, makeUserNamespace, setStage } from '../linux/launcher.ts'
import { stageUserNamespace } from '../linux/stage.ts'
import { mountComplaints, namespaceComplaints, statusComplaints } from '../linux/verify.ts'
import { describeProcess } from '../owner.ts'
import type { Sandbox } from '../sandbox.ts'
import { gvisorProcess, gvisorSpec } from './gvisor-spec.ts'
import { runToEnd } from './run-to-end.ts'
import { idCount, mappings, mappingText } from './spec.ts'

const startMs = 60_000
const lookEveryMs = 500
/** First of the host's ids for files of trees that say nothing about theirs. */
const usualIdBase = 400_000
/** Supplementary groups that mark a program and all it starts: nobody can leave theirs, and no file belongs to one. */
const firstMark = 2_000_000_000
const globalOptions = ['--platform=ptrace', '--network=host', '--ignore-cgroups']
/** Of gVisor's own process: tracing the learner's, in a user namespace where there are no others. */
const tracing = 1n << 19n

// Ports below 1024 and ping are for everybody in it; the ids are those of the user namespace that it is made in.
const setNetworkInside = `echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
echo '0 ${idCount - 1}' > /proc/sys/net/ipv4/ping_group_range
ip link set lo up
`

const asProcessEnv = () => ({ ...hostEnvironment }) as unknown as NodeJS.ProcessEnv

/**
 * Starts a sandbox under gVisor, whose own kernel answers the learner's programs. All of gVisor runs in a user namespace of the
 * session's, so that what gets out of that kernel is somebody without rights behind a filter; its network is that of the host's
 * kernel in a namespace with loopback alone, so that ways in are the same as everywhere.
 * @throws when it does not come up, or is not as it was asked for
 */
export async function startGvisor({ id, record, stageTablePath, layout, root, ownUid, uid, user, limits, group, privileged }: EngineOptions): Promise<Engine> {
  const idBase = (root.kind === 'tree' ? root.idBase : undefined) ?? usualIdBase
  // Outside, gVisor is whoever root inside is.
  const rootUid = user === 0 ? uid : idBase
  const home = join(record, 'gvisor')
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'config.json'), JSON.stringify(gvisorSpec({ layout, limits, user, privileged })), { mode: 0o600 })
  for (const path of [home, join(home, 'config.json')]) chownSync(path, rootUid, rootUid)
  const files = { pid: join(home, 'pid'), log: join(home, 'log') }
  const runtime = ['runsc', '--root', home, '--log', files.log, ...globalOptions]
  const inside = `set -eu\n${setNetworkInside}exec "$@" > /dev/null\n`
  const script = `set -eu\n${closeFrom(3)}${beFirstOutOfMemory}${setStage}${makeUserNamespace}${joinGroups}
exec nsenter --user=${stageUserNamespace} --setuid 0 --setgid 0 -- unshare --net --mount --propagation private bash --norc -c "$@"\n`
  await runToEnd('unshare', [
    '--mount', '--propagation', 'private', 'bash', '--norc', '-c', script, 'rehearsal', stageTablePath, String(ownUid), mappingText(mappings({ user, uid, idBase, privileged })), stageUserNamespace,
    ...group.folders, '--', inside, 'rehearsal', ...runtime, 'run', '--detach', '--bundle', home, '--pid-file', files.pid, id,
  ], { logPath: files.log, timeoutMs: startMs })

  const pid = Number.parseInt(readFileSync(files.pid, 'utf8'), 10)
  const owner = describeProcess(pid)
  const enterRuntime = ['nsenter', `--user=/proc/${pid}/ns/user`, '--setuid', '0', '--setgid', '0', `--net=/proc/${pid}/ns/net`, '--']
  await verify()
  let marks = 0
  let listener: (() => void) | undefined
  const watch = setInterval(() => {
    if (describeProcess(pid) === owner) return
    clearInterval(watch)
    listener?.()
  }, lookEveryMs)
  watch.unref()

  // A learner's limits are asked of a program inside, all else of the host's kernel.
  async function verify(): Promise<void> {
    const processes = await group.processes()
    const named = await Promise.all(processes.map(async (found) => ({ found, name: await readFile(`/proc/${found}/cmdline`, 'latin1').catch(() => '') })))
    const gofer = named.find(({ name }) => name.startsWith('runsc-gofer'))?.found
    const complaints = [
      ...statusComplaints(await readFile(`/proc/${pid}/status`, 'utf8'), { uid: rootUid, privileged: false, allowed: tracing }),
      ...gofer === undefined ? ['gVisor has no process for files'] : mountComplaints(await readFile(`/proc/${gofer}/mountinfo`, 'utf8'), { layout, boundedPtys: false }),
      ...await namespaceComplaints(`/proc/${pid}`, ['user', 'mnt', 'net', 'ipc', 'uts']),
    ]
    if (complaints.length > 0) throw new Error(`The sandbox is not what was asked for: ${complaints.join('; ')}`)
  }

  return {
    pid,
    enterNetwork: ['nsenter', `--net=/proc/${pid}/ns/net`],
    onEnd(hear) {
      listener = hear
    },
    enter({ command: program, cwd, env, terminal }: EnterOrder): HostCommand {
      marks += 1
      const mark = firstMark + marks
      const process = {
        ...gvisorProcess({ limits, user, privileged }),
        user: { uid: user, gid: user, additionalGids: [mark] },
        terminal: terminal !== undefined,
        cwd: '/',
        env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
        args: ['/bin/sh', '-c', terminal ? insideTerminalScript : insideScript, cwd, ...program],
      }
      // A pipe that is made by whoever is to read it.
      const script = `${closeFrom(3)}text=$1; shift; exec "$@" 3<<< "$text"`
      return {
        env: hostEnvironment,
        command: [...enterRuntime, 'bash', '--norc', '-c', script, 'rehearsal', JSON.stringify(process), ...runtime, 'exec', '--process', '/dev/fd/3', id],
        kill: () => killMarked(mark),
      }
    },
    async close() {
      clearInterval(watch)
    },
  }

  function killMarked(mark: number): Promise<void> {
    const script = `found=1; while [ "$found" ]; do found=; for f in /proc/[0-9]*/status; do state=; groups=; while read -r name rest; do case $name in State:) state=$rest;; Groups:) groups=" $rest ";; esac; done < "$f"; `
      + `case $state in Z*) continue;; esac; case $groups in *" ${mark} "*) p=\${f#/proc/}; kill -KILL "\${p%/status}" 2>/dev/null && found=1;; esac; done 2>/dev/null; done`
    const [file = '', ...args] = [...enterRuntime, ...runtime, 'exec', '--user', `${user}:${user}`, id, '/bin/sh', '-c', script]
    return new Promise((resolve) => {
      // It fails where the sandbox has ended meanwhile, and then there is nothing to kill.
      execFile(file, args, { env: asProcessEnv(), timeout: 10_000, killSignal: 'SIGKILL' }, () => resolve())
    })
  }
}

/**
 * Why learners cannot use what runs in a sandbox under this gVisor, if so. That of Debian 12 starts everything, but its kernel answers
 * EINVAL to AT_NO_AUTOMOUNT, in statx and fstatat alike, and no `ls` of coreutils since 9 asks without.
 */
export async function unfitGvisor(sandbox: Sandbox): Promise<string | undefined> {
  const { code, stderr } = await sandbox.exec({ command: ['ls', '-d', '/'], timeoutMs: 10_000, maxOutputBytes: 1024 })
  return code === 0 ? undefined : `This build of gVisor does not run "ls" (${stderr.toString().trim()}), so take a newer one`
}
