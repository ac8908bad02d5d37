/** What a bare shell on somebody's machine does with an attack: proof that the attack is one. */
export type OnBareShell = 'breached' | 'held' | { readonly skipped: string }

export interface InsideAttack {
  /** Name of the function in `inside/<file>.py`, with hyphens. */
  readonly name: string
  readonly file: 'reach' | 'kernel' | 'limits'
  readonly title: string
  readonly onBareShell: OnBareShell
  /** Run in a terminal instead of beside one. */
  readonly terminal?: boolean
}

const everybody = { skipped: 'it would end every process of this user' } as const
const shared = { skipped: 'it would take from every program of this user' } as const

/** Attacks that a learner can type. */
export const insideAttacks: readonly InsideAttack[] = [
  { name: 'environment-secrets', file: 'reach', title: 'the server\'s secrets in any environment or command line', onBareShell: 'breached' },
  { name: 'inherited-descriptors', file: 'reach', title: 'descriptors left open by the server, in a program', onBareShell: 'held' },
  { name: 'inherited-descriptors', file: 'reach', title: 'descriptors left open by the server, in a terminal', onBareShell: 'held', terminal: true },
  { name: 'host-files', file: 'reach', title: 'files of the host, by every way round', onBareShell: 'breached' },
  { name: 'other-sessions-files', file: 'reach', title: 'files of another session', onBareShell: 'breached' },
  { name: 'host-processes', file: 'reach', title: 'seeing and signalling the server', onBareShell: 'breached' },
  { name: 'trace-others', file: 'reach', title: 'tracing processes that are not ours', onBareShell: 'breached' },
  { name: 'host-network', file: 'reach', title: 'ports and sockets of the host, its network, the cloud\'s metadata', onBareShell: 'breached' },
  { name: 'other-sessions-network', file: 'reach', title: 'ports, sockets and shared memory of another session', onBareShell: 'breached' },
  { name: 'host-interfaces', file: 'reach', title: 'network devices besides loopback', onBareShell: 'breached' },
  { name: 'runtime-binary', file: 'reach', title: 'the program that starts others in here, opened for writing', onBareShell: 'held' },
  { name: 'socket-families', file: 'kernel', title: 'sockets of 46 families besides unix, internet and routes', onBareShell: 'breached' },
  { name: 'dangerous-calls', file: 'kernel', title: '50 system calls that nobody here needs, and namespaces', onBareShell: 'breached' },
  { name: 'terminal-injection', file: 'kernel', title: 'typing into one\'s own terminal from a program', onBareShell: 'breached', terminal: true },
  { name: 'setuid-programs', file: 'kernel', title: 'programs that run as their owner', onBareShell: 'breached' },
  { name: 'capabilities', file: 'kernel', title: 'capabilities', onBareShell: 'breached' },
  { name: 'kernel-settings', file: 'kernel', title: '/proc/sys and /sys opened for writing', onBareShell: 'breached' },
  { name: 'devices', file: 'kernel', title: 'devices, those that are there and one made', onBareShell: 'breached' },
  { name: 'control-groups', file: 'kernel', title: 'control groups changed from inside', onBareShell: 'breached' },
  { name: 'system-files', file: 'kernel', title: 'system files written', onBareShell: 'breached' },
  { name: 'fork-bomb', file: 'limits', title: 'processes without end', onBareShell: 'breached' },
  { name: 'thread-bomb', file: 'limits', title: 'threads without end', onBareShell: 'breached' },
  { name: 'zombie-bomb', file: 'limits', title: 'ended processes that nobody takes away', onBareShell: 'breached' },
  { name: 'memory-hog', file: 'limits', title: 'memory without end', onBareShell: 'breached' },
  { name: 'shared-memory-hog', file: 'limits', title: 'shared memory without end', onBareShell: 'breached' },
  { name: 'unbounded-folders', file: 'limits', title: 'writable folders without a bound', onBareShell: 'breached' },
  { name: 'disk-fill', file: 'limits', title: 'a disk filled', onBareShell: 'breached' },
  { name: 'inode-fill', file: 'limits', title: 'files without end', onBareShell: 'breached' },
  { name: 'descriptor-hog', file: 'limits', title: 'open files without end', onBareShell: 'breached' },
  { name: 'raise-limits', file: 'limits', title: 'limits raised from inside', onBareShell: 'breached' },
  { name: 'terminal-hog', file: 'limits', title: 'terminals without end', onBareShell: 'breached' },
  // A machine that is busy with other things keeps them down as well as a limit does.
  { name: 'processor-burn', file: 'limits', title: 'eight programs that only count', onBareShell: 'held' },
  { name: 'end-everything', file: 'limits', title: 'kill -1', onBareShell: everybody },
]

/** Attacks that need a hand outside: a neighbour, the server's own file service, a host that dies. */
export const outsideAttacks = {
  inotify: { title: 'a neighbour left without inotify', onBareShell: shared },
  fileService: { title: 'the file service led to the host by a link', onBareShell: 'held' },
  workingFolder: { title: 'a program started in a folder of the host', onBareShell: 'breached' },
  survivors: { title: 'daemons that survive their session', onBareShell: 'held' },
  orphans: { title: 'sessions that survive their server (kill -9, then a new start)', onBareShell: 'held' },
} as const satisfies Record<string, { readonly title: string; readonly onBareShell: OnBareShell }>
export type OutsideAttack = keyof typeof outsideAttacks
