import { syscallNumbers } from './syscall-numbers.ts'

/** A test of one argument, of which the kernel reads 32 bits: comparing all 64 would let `TIOCSTI | 1 << 32` through. */
export interface ArgumentTest {
  readonly argument: number
  /** Bits that are looked at. */
  readonly mask: number
  readonly value: number
}

/** Calls with this name that pass all tests of one of `allowed` go through; the others fail with `errno`. */
export interface ConditionalCall {
  readonly name: string
  readonly allowed: readonly (readonly ArgumentTest[])[]
  /** The others, said the same way: container runtimes know no "else". */
  readonly refused: readonly (readonly ArgumentTest[])[]
  readonly errno: number
}

export interface SeccompPolicy {
  readonly allowed: readonly string[]
  /** Known and refused with EPERM. */
  readonly denied: readonly string[]
  readonly conditional: readonly ConditionalCall[]
  /** Asked for, but as if this kernel did not have it, so that programs fall back to something older. */
  readonly absent: readonly string[]
}

export const errnos = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 } as const

export interface PolicyOptions {
  /** For lessons about debuggers: ptrace and reading other processes' memory, inside the sandbox only. */
  readonly debuggers: boolean
}

/**
 * What a learner may ask of the kernel. Whatever is not in our table, new calls above all, is answered as absent. A shell,
 * compilers, servers, tmux, vim and package managers need none of what is refused.
 */
export function seccompPolicy({ debuggers }: PolicyOptions): SeccompPolicy {
  const denied = [...administration, ...namespaces, ...obscure, ...(debuggers ? [] : inspection)]
  const conditional = conditionalCalls()
  const special = new Set([...denied, ...absent, ...conditional.map(({ name }) => name)])
  const allowed = [...syscallNumbers().keys()].filter((name) => !special.has(name))
  return { allowed, denied, conditional, absent }
}

/** What only the machine's administrator does. */
const administration = [
  'acct', 'reboot', 'kexec_load', 'kexec_file_load', 'init_module', 'finit_module', 'delete_module', 'create_module', 'query_module', 'get_kernel_syms',
  'swapon', 'swapoff', 'settimeofday', 'clock_settime', 'clock_adjtime', 'adjtimex', 'sethostname', 'setdomainname', 'iopl', 'ioperm', 'syslog',
  'quotactl', 'quotactl_fd', 'vhangup', 'fanotify_init', 'fanotify_mark', 'nfsservctl', 'lookup_dcookie', 'perf_event_open',
]

/** Mounts and namespaces: the way out of most sandboxes that were broken. */
const namespaces = [
  'mount', 'umount2', 'pivot_root', 'move_mount', 'open_tree', 'open_tree_attr', 'fsopen', 'fsconfig', 'fsmount', 'fspick', 'mount_setattr', 'statmount',
  'listmount', 'unshare', 'setns', 'name_to_handle_at', 'open_by_handle_at',
]

/** Large, seldom used, and often wrong. io_uring goes round every filter of this kind. */
const obscure = [
  'bpf', 'io_uring_setup', 'io_uring_enter', 'io_uring_register', 'userfaultfd', 'add_key', 'keyctl', 'request_key', 'modify_ldt', 'uselib', 'ustat',
  'sysfs', '_sysctl', 'mbind', 'migrate_pages', 'move_pages', 'set_mempolicy', 'get_mempolicy', 'set_mempolicy_home_node', 'remap_file_pages',
  'lsm_get_self_attr', 'lsm_set_self_attr', 'lsm_list_modules', 'memfd_secret', 'afs_syscall', 'getpmsg', 'putpmsg', 'security', 'tuxcall', 'vserver',
  'epoll_ctl_old', 'epoll_wait_old', 'get_thread_area', 'set_thread_area',
]

/** One process looking into another. */
const inspection = ['ptrace', 'process_vm_readv', 'process_vm_writev', 'process_madvise', 'kcmp', 'pidfd_getfd']

// clone3 hides its flags in memory, where no filter can look; C libraries fall back to clone.
const absent = ['clone3']

const word = 0xFF_FF_FF_FF
/** Every CLONE_NEW flag: time 0x80, mount, cgroup, uts, ipc, user, pid, net. */
const newNamespaces = 0x7E_02_00_80
/** Personalities that change no more than how addresses are laid out: Linux, and without randomness, as Docker allows. */
const personalities = [0x0, 0x8, 0x2_00_00, 0x2_00_08, 0xFF_FF_FF_FF]
/** Typing into a terminal (TIOCSTI), its selections (TIOCLINUX), its line discipline (TIOCSETD), consoles (TIOCCONS). */
const terminalTricks = [0x5412, 0x541C, 0x5423, 0x541D]

const families = { unix: 1, inet: 2, inet6: 10, netlink: 16 }
/** Routes and addresses (ip), and the list of sockets (ss). */
const netlinkProtocols = [0, 4]

function conditionalCalls(): readonly ConditionalCall[] {
  const plainFamilies = [families.unix, families.inet, families.inet6]
  return [
    {
      name: 'clone',
      allowed: [[{ argument: 0, mask: newNamespaces, value: 0 }]],
      refused: bitsOf(newNamespaces).map((bit) => [{ argument: 0, mask: bit, value: bit }]),
      errno: errnos.EPERM,
    },
    { name: 'personality', allowed: oneOf(0, personalities), refused: noneOf(0, personalities), errno: errnos.EPERM },
    {
      name: 'socket',
      allowed: [...oneOf(0, plainFamilies), ...oneOf(2, netlinkProtocols).map((test) => [...isNetlink, ...test])],
      refused: [...noneOf(0, [...plainFamilies, families.netlink]), ...noneOf(2, netlinkProtocols).map((test) => [...isNetlink, ...test])],
      errno: errnos.EAFNOSUPPORT,
    },
    { name: 'socketpair', allowed: oneOf(0, [families.unix]), refused: noneOf(0, [families.unix]), errno: errnos.EAFNOSUPPORT },
    { name: 'ioctl', allowed: noneOf(1, terminalTricks), refused: oneOf(1, terminalTricks), errno: errnos.EPERM },
  ]
}

const isNetlink: readonly ArgumentTest[] = [{ argument: 0, mask: word, value: families.netlink }]

function oneOf(argument: number, values: readonly number[]): readonly (readonly ArgumentTest[])[] {
  return values.map((value) => [{ argument, mask: word, value }])
}

/**
 * Everything but some numbers, said as what is let through: for each number and each of its bits, those that agree with it
 * above that bit and differ there. Written for several, the sets of the tree that they span.
 */
function noneOf(argument: number, values: readonly number[]): readonly (readonly ArgumentTest[])[] {
  return outside(values, 31).map(({ mask, value }) => [{ argument, mask, value }])
}

function bitsOf(number: number): readonly number[] {
  return Array.from({ length: 32 }, (_, at) => 2 ** at).filter((bit) => Math.floor(number / bit) % 2 === 1)
}

// Halves the numbers from the highest bit down: a half without a trick in it is allowed as a whole.
function outside(refused: readonly number[], bit: number, prefix = 0, mask = 0): readonly { mask: number; value: number }[] {
  if (refused.length === 0) return [{ mask, value: prefix }]
  if (bit < 0) return []
  const weight = 2 ** bit
  return [0, weight].flatMap((half) => outside(refused.filter((number) => Math.floor(number / weight) % 2 === half / weight), bit - 1, prefix + half, mask + weight))
}
