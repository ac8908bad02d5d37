import { chownSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findCgroups, type Cgroups } from '../cgroups/cgroups.ts'
import { serverFolder } from '../cgroups/delegated.ts'
import { joinGroups } from '../linux/launcher.ts'
import { killUser } from '../processes.ts'

/** An ordinary user of this machine, whom nobody is: others may do the same at this moment. */
export const ordinaryUser = 2_000_000 + process.pid
const groupName = `rehearsal-as-user-${process.pid}`

export interface OrdinaryUser {
  /** A command run as that user. */
  command(command: readonly string[]): readonly string[]
  /** Ends all that the user runs, and takes away what it was given. */
  close(): Promise<void>
}

/**
 * Makes ready to start a host process as an ordinary user, as `sudo` would not.
 * @param givenGroups whether control groups are handed over to it, as systemd does with `Delegate=yes`
 * @returns a sentence when it cannot be done here
 */
export function becomeUser({ givenGroups, project }: { readonly givenGroups: boolean; readonly project: string }): OrdinaryUser | string {
  if (process.getuid?.() !== 0) return 'Expected to run as root, to become somebody else.'
  if (!isOpenToAll(project)) return `Expected ${project} to be readable by every user of this machine.`
  const cgroups = findCgroups()
  if (givenGroups && typeof cgroups === 'string') return cgroups
  const home = mkdtempSync(join(tmpdir(), 'rehearsal-as-user-'))
  chownSync(home, ordinaryUser, ordinaryUser)
  const groups = givenGroups && typeof cgroups !== 'string' ? giveGroups(cgroups) : []
  const script = `${joinGroups}exec "$@"`
  return {
    command: (command) => [
      'bash', '--norc', '-c', script, 'rehearsal', ...groups, '--', 'env', `HOME=${home}`, `TMPDIR=${home}`,
      'setpriv', `--reuid=${ordinaryUser}`, `--regid=${ordinaryUser}`, '--clear-groups', '--inh-caps=-all', '--bounding-set=-all', '--', ...command,
    ],
    async close() {
      await killUser(ordinaryUser)
      for (const path of [home, `/tmp/rehearsal-${ordinaryUser}`]) rmSync(path, { recursive: true, force: true })
      for (const group of groups) for (const below of [serverFolder, 'rehearsal', '']) await removeFolder(join(group, below))
    },
  }
}

function giveGroups(cgroups: Cgroups): readonly string[] {
  const roots = cgroups.version === 2 ? [cgroups.root] : Object.values(cgroups.roots)
  return [...new Set(roots)].map((root) => {
    const folder = join(root, groupName)
    mkdirSync(folder, { recursive: true })
    for (const file of ['', 'cgroup.procs', 'cgroup.threads', 'cgroup.subtree_control', 'tasks']) {
      const path = join(folder, file)
      if (existsSync(path)) chownSync(path, ordinaryUser, ordinaryUser)
    }
    return folder
  })
}

// The kernel lets go of a group a moment after its last process.
async function removeFolder(path: string): Promise<void> {
  for (let tries = 0; tries < 50 && existsSync(path); tries += 1) {
    try {
      rmdirSync(path)
    } catch {
      await pause(20)
    }
  }
}

// Root passes everywhere, so each folder is asked for what all others may do.
function isOpenToAll(project: string): boolean {
  for (let path = project; path !== '/'; path = dirname(path)) if ((statSync(path).mode & 0o001) === 0) return false
  return true
}
