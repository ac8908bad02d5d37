import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Docker from 'dockerode'
import { groupFoldersOf, verifyGroupOf } from './cgroups/verify-group.ts'
import { containerOptions, labels } from './docker/container-options.ts'
import { findImage } from './docker/docker-image.ts'
import { runInContainer, type KillMarked } from './docker/docker-exec.ts'
import { DockerSandbox } from './docker/docker-sandbox.ts'
import { ExecWays, inletFolder } from './docker/exec-ways.ts'
import { restoreHome, saveHome } from './docker/kept-home.ts'
import { hostEnvironment } from './linux/engine.ts'
import { layoutOf, mostFiles, mostPtys, searchPath, type Layout } from './linux/layout.ts'
import { hostWarning, rootWarning } from './linux/build-sandbox.ts'
import { probeSpec, readUid } from './linux/linux-driver.ts'
import { environmentInside } from './linux/linux-sandbox.ts'
import { writeOwnFiles } from './linux/own-files.ts'
import { undoAll, type Undo } from './linux/undo.ts'
import { verifySandbox } from './linux/verify.ts'
import { execMark, killExec } from './local/session-processes.ts'
import { noInternet, type Internet } from './network/internet/internet.ts'
import { openNames, resolverFor, type Resolver } from './network/name-inlet.ts'
import { Relays } from './network/relays.ts'
import { describeProcess, isAlive } from './owner.ts'
import { killUser } from './processes.ts'
import { openRecords } from './records.ts'
import type { DriverProbe, SandboxDriver, SandboxSpec } from './sandbox.ts'
import { ociSeccomp } from './seccomp/oci-profile.ts'
import { asRoot, stateFolder, uids } from './state-folder.ts'
import { openUidPool } from './uid-pool.ts'

const run = promisify(execFile)

export interface DockerDriverOptions {
  /** Absolute folder for what outlives a sandbox: home folders that are kept. */
  readonly folder: string
  /** Where the daemon listens: `unix:///var/run/docker.sock`, `tcp://host:2375`. */
  readonly host: string
  /** Runtime of the daemon, such as `runsc`; its default when absent. */
  readonly runtime?: string
  /** The way out for sandboxes that ask for one; without it none has any. */
  readonly internet?: Internet
}

/** Sandboxes as containers of Docker, or of Podman through the same API. The daemon must run on this machine. */
export function dockerDriver({ folder, host, runtime, internet }: DockerDriverOptions): SandboxDriver {
  const docker = connectDocker(host)
  const records = openRecords(asRoot ? join(stateFolder, 'docker') : join(folder, 'docker'))
  const pool = openUidPool({ folder: asRoot ? join(stateFolder, 'uids') : join(folder, 'uids'), ...uids })
  const homes = join(folder, 'kept')

  async function create(spec: SandboxSpec): Promise<DockerSandbox> {
    const undo: Undo = []
    try {
      const record = await records.open(spec.id)
      undo.push(() => records.close(spec.id))
      const uid = await pool.take()
      undo.push(() => pool.release(uid))
      writeFileSync(join(record, 'uid'), String(uid))
      const way = asRoot && spec.internet && internet?.missing() === undefined ? internet : undefined
      const layout = layoutOf(spec)
      const podman = await isPodman(docker)
      const image = await findImage(docker, spec.image)
      const inlets = [...spec.inlets, ...await openNames({ folder: record, spec, forwarder: way?.openForwarder(), undo })]
      const container = await docker.createContainer(containerOptions({
        id: spec.id,
        owner: describeProcess(process.pid),
        image: image.name,
        layout,
        limits: spec.limits,
        uid,
        binds: [
          ...image.binds,
          ...ownFiles({ record, image: image.kind, spec, uid, resolver: resolverFor(spec, way !== undefined) }),
          ...(asRoot ? [] : inlets.map(({ port, socketPath }) => [socketPath, `${inletFolder}/${port}.sock`] as const)),
        ],
        ...(runtime ? { runtime } : {}),
        seccomp: podman ? writeFilter(record) : filter,
        podman,
      }))
      undo.push(() => container.remove({ force: true, v: true }))
      await container.start()
      const { State: { Pid: pid } } = await container.inspect()
      if (!existsSync(`/proc/${pid}`)) throw new Error('The daemon runs its containers on another machine than this one')
      if (asRoot) await boundPtys(pid)
      if (asRoot && podman) await boundFiles(pid, layout)
      await verify({ pid, uid, spec, boundedPtys: asRoot })
      const ways = asRoot ? new Relays({ pid, enter: ['nsenter', `--net=/proc/${pid}/ns/net`], uid, folder: record, groups: groupFoldersOf(pid) }) : new ExecWays(container, pid)
      undo.push(() => ways.close())
      await ways.openInlets(inlets)
      if (way) {
        const link = await way.open({ pid, uid, folder: record, groups: groupFoldersOf(pid) })
        undo.push(() => link.close())
      }
      const home = join(homes, `${spec.id}.tar`)
      await restoreHome(container, home)
      return new DockerSandbox({
        id: spec.id,
        container,
        env: environmentInside({ path: searchPath(spec.binaries), root: false, more: spec.env }),
        maxTerminals: spec.limits.maxTerminals,
        ways,
        inletPorts: new Set(inlets.map(({ port }) => port)),
        warnings: [...(image.kind === 'host' ? [hostWarning] : []), ...(spec.root ? [rootWarning] : []), ...(asRoot ? [] : [ptyWarning]), ...(spec.internet && !way ? [noInternet(internet)] : [])],
        kill: asRoot ? (mark) => killExec(mark) : killInside(container),
        signal: asRoot ? async (program, signal) => void process.kill(program, signal) : signalInside(container),
        saveHome: () => saveHome(container, home),
        cleanUp: () => undoAll(undo),
      })
    } catch (error) {
      await undoAll(undo).catch((reason: unknown) => console.error(`Sandbox ${spec.id}:`, reason))
      throw error
    }
  }

  async function verify({ pid, uid, spec, boundedPtys }: { pid: number; uid: number; spec: SandboxSpec; boundedPtys: boolean }): Promise<void> {
    verifyGroupOf(pid, spec.limits)
    // Without being root we may not look at another user's process any closer; the attack suite does, from inside.
    if (asRoot) await verifySandbox({ pid, uid, limits: spec.limits, layout: layoutOf(spec), privileged: false, namespaces: ['pid', 'mnt', 'net', 'ipc', 'uts'], boundedPtys })
  }

  return {
    name: 'docker',
    loopbackOnly: false,
    create,
    async probe(): Promise<DriverProbe> {
      try {
        const { Version } = await docker.version()
        const sandbox = await create(probeSpec())
        try {
          const { code, stderr } = await sandbox.exec({ command: ['/bin/sh', '-c', 'exit 3'], timeoutMs: 10_000, maxOutputBytes: 1024 })
          if (code !== 3) return { ok: false, reason: `A program in a trial container ended with ${code} instead of 3: ${stderr.toString().trim()}` }
          return { ok: true, version: `${await isPodman(docker) ? 'Podman' : 'Docker'}, ${Version}`, warnings: sandbox.warnings }
        } finally {
          await sandbox.destroy()
        }
      } catch (error) {
        return { ok: false, reason: `${host}: ${error instanceof Error ? error.message : String(error)}` }
      }
    },
    async reap() {
      const found = await docker.listContainers({ all: true, filters: { label: [labels.sandbox] } })
      const orphans = found.filter(({ Labels }) => !isAlive(Labels[labels.owner] ?? ''))
      for (const { Id } of orphans) await docker.getContainer(Id).remove({ force: true, v: true })
      for (const id of await records.orphans()) {
        const uid = readUid(records.path(id))
        // What stands beside a container is not found by its label.
        if (asRoot && uid && !(await pool.isTaken(uid))) await killUser(uid)
        await records.close(id)
      }
      return orphans.length
    },
  }
}

const filter = JSON.stringify(ociSeccomp({ debuggers: false }))

/** Podman reads the filter from a file. @returns its path */
function writeFilter(record: string): string {
  const path = join(record, 'seccomp.json')
  writeFileSync(path, filter)
  return path
}

async function isPodman(docker: Docker): Promise<boolean> {
  // Both have it, the types do not.
  const { Components = [] } = await docker.version() as { readonly Components?: readonly { readonly Name: string }[] }
  return Components.some(({ Name }) => Name === 'Podman Engine')
}

function connectDocker(host: string): Docker {
  if (host.startsWith('unix://')) return new Docker({ socketPath: host.slice('unix://'.length) })
  const { hostname, port, protocol } = new URL(host)
  return new Docker({ host: hostname, port: Number(port) || 2375, protocol: protocol === 'https:' ? 'https' : 'http' })
}

function ownFiles({ record, image, spec, uid, resolver }: { record: string; image: 'image' | 'host'; spec: SandboxSpec; uid: number; resolver: Resolver }): readonly (readonly [string, string])[] {
  const folder = join(record, 'files')
  rmSync(folder, { recursive: true, force: true })
  writeOwnFiles({
    folder, root: { kind: 'host' }, layout: { memory: [], shown: [] }, hostNames: spec.hostNames ?? [], resolver, owner: 0, learnerId: uid,
  })
  const names = ['hosts', 'resolv.conf', 'hostname', 'passwd', 'group', ...(image === 'host' ? ['nsswitch.conf', 'shells', 'profile'] : [])]
  return names.map((name) => [join(folder, 'etc', name), `/etc/${name}`] as const)
}

const ptyWarning = 'Terminals are not bounded for each session, because that needs root; raise kernel.pty.max.'

// Docker has no setting for it, and one session could take all there are on the machine. The program is this machine's:
// with our rights, one of an image could do anything.
async function boundPtys(pid: number): Promise<void> {
  // A remount forgets what it is not told again.
  const options = `remount,nosuid,noexec,gid=5,mode=620,ptmxmode=666,max=${mostPtys}`
  await run('mount', ['--namespace', `/proc/${pid}/ns/mnt`, '-o', options, '/dev/pts'], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv })
}

async function boundFiles(pid: number, { memory }: Layout): Promise<void> {
  for (const folder of memory) {
    const options = `remount,nosuid,nodev,size=${folder.bytes},nr_inodes=${mostFiles(folder)}`
    await run('mount', ['--namespace', `/proc/${pid}/ns/mnt`, '-o', options, folder.to], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv })
  }
}

/** Kills whatever has the mark, again and again until nothing has. */
const killScript = `for round in 1 2 3 4 5 6 7 8 9 10; do
  found=
  for file in $(grep -ls "$0" /proc/[0-9]*/environ 2>/dev/null); do
    pid=\${file#/proc/}; pid=\${pid%/environ}
    [ "$pid" = "$$" ] || { kill -9 "$pid" 2>/dev/null && found=1; }
  done
  [ "$found" ] || exit 0
done`

function killInside(container: Docker.Container): KillMarked {
  return async (mark) => {
    await runQuietly(container, ['/bin/sh', '-c', killScript, `${execMark}=${mark}`])
  }
}

// The number inside is the last of those that the kernel tells for each namespace.
function signalInside(container: Docker.Container): (pid: number, signal: NodeJS.Signals) => Promise<void> {
  return async (pid, signal) => {
    const inside = /^NSpid:.*\s(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    if (inside) await runQuietly(container, ['kill', `-${signal.replace(/^SIG/, '')}`, inside])
  }
}

async function runQuietly(container: Docker.Container, command: readonly string[]): Promise<void> {
  const nobody: KillMarked = async () => undefined
  await runInContainer(container, { command: command[0] === 'kill' ? ['/bin/sh', '-c', 'kill "$@"', 'kill', ...command.slice(1)] : command, cwd: '/', env: { PATH: hostEnvironment.PATH }, request: { command, timeoutMs: 10_000, maxOutputBytes: 1024 }, kill: nobody })
}
