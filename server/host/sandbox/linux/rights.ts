import { release } from 'node:os'
import { findCgroups, readOr, type Cgroups } from '../cgroups/cgroups.ts'
import { findDelegated } from '../cgroups/delegated.ts'
import { openGroup, type Group } from '../cgroups/group.ts'
import { openNamespaceGroup } from '../cgroups/namespace-group.ts'
import { asRoot } from '../state-folder.ts'

/** How this process can limit a session. */
export type Limiting =
  | { readonly kind: 'groups'; readonly cgroups: Cgroups }
  /** Each process for itself, and how many there are. */
  | { readonly kind: 'processes'; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string }

export function findLimiting(): Limiting {
  const cgroups = asRoot ? findCgroups() : findDelegated()
  if (typeof cgroups !== 'string') return { kind: 'groups', cgroups }
  if (asRoot) return { kind: 'none', reason: cgroups }
  // Before, the number of processes was counted by user, and a session's limit would have been the server's.
  const [major = 0, minor = 0] = release().split('.').map(Number)
  return major > 5 || (major === 5 && minor >= 14) ? { kind: 'processes', reason: cgroups } : { kind: 'none', reason: `${cgroups}, and before Linux 5.14 the number of processes of a session cannot be limited otherwise` }
}

/** The group of a session. @throws when there is no way to limit it */
export function groupFor(id: string): Group {
  const limiting = findLimiting()
  if (limiting.kind === 'none') throw new Error(limiting.reason)
  return limiting.kind === 'groups' ? openGroup(limiting.cgroups, id) : openNamespaceGroup(id)
}

/** What to know about sandboxes that are made without root, one sentence each. */
export function aboutRights(limiting: Limiting): readonly string[] {
  if (asRoot) return []
  return [
    'Started by an ordinary user, so learners are that user outside of their sandboxes; started as root, each would be a user of their own.',
    limiting.kind === 'groups'
      ? 'Limits are kept by the control groups that were given to us.'
      : `Memory is limited for each process and not for a session, the processor not at all, because ${limiting.reason}: for this machine's own use only. docs/operator.md tells how to be given control groups.`,
  ]
}

/** Why ordinary users make no namespaces here, where a setting of the machine says so. */
export function closedNamespaces(): string | undefined {
  if (asRoot) return undefined
  const settings = [['kernel/apparmor_restrict_unprivileged_userns', '1'], ['kernel/unprivileged_userns_clone', '0'], ['user/max_user_namespaces', '0']] as const
  const closed = settings.find(([path, value]) => readOr(`/proc/sys/${path}`, '').trim() === value)
  return closed ? `User namespaces are closed to ordinary users: sysctl ${closed[0].replace('/', '.')} is ${closed[1]}` : undefined
}
