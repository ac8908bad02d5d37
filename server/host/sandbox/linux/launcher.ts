import type { SandboxLimits } from '../sandbox.ts'
import { asRoot } from '../state-folder.ts'

/**
 * Scripts of the host, for bash. They run with our rights before anything of a learner's does, so they take nothing from
 * the environment: all of it comes as arguments.
 */

/** Puts this process into each control group up to the argument \`--\`. */
export const joinGroups = `while [[ $1 != -- ]]; do echo $$ > "$1/cgroup.procs"; shift; done; shift\n`

/** Mounts the stage whose table is the first argument. */
export const setStage = 'mount --all --fstab "$1"; shift\n'

/**
 * Loopback and nothing else, in a network namespace that the learner has no rights over. Ports below 1024 and ping are
 * for everybody in it, because scenarios serve on port 80.
 */
export const setNetwork = `echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
echo '0 ${asRoot ? 2147483647 : 0}' > /proc/sys/net/ipv4/ping_group_range
ip link set lo up
`

/**
 * Makes the user namespace of a sandbox as the user whose number is the first argument, with the mapping that is the second,
 * and leaves it on the stage under the name that is the third. What the kernel counts for each user (inotify, signals,
 * queues) it counts for whoever made the namespace, too: made by root, all sandboxes would share root's.
 */
export const makeUserNamespace = `setpriv --reuid="$1" --regid="$1" --clear-groups -- unshare --user sleep 60 & holder=$!
ours=$(readlink /proc/self/ns/user)
until theirs=$(readlink "/proc/$holder/ns/user") && [[ $theirs != "$ours" ]]; do kill -0 "$holder"; done
# The kernel wants it in one piece, and echo writes line by line.
cat > "/proc/$holder/uid_map" <<< "$2"; cat > "/proc/$holder/gid_map" <<< "$2"
: > "$3"; mount --bind "/proc/$holder/ns/user" "$3"
kill -KILL "$holder"; wait "$holder" 2>/dev/null || true
shift 3
`

/** Ceilings of each process: no core dumps, little locked memory, no file larger than all there is room for. */
export function processLimits(openFiles: number): string {
  return `ulimit -n ${openFiles}; ulimit -c 0; ulimit -l 64; ulimit -f ${largestFileBytes / 1024}\n`
}

/** Where there are no control groups: how much memory each process has, and that all of them come after everything else. */
export function memoryOfEach({ memoryBytes }: Pick<SandboxLimits, 'memoryBytes'>): string {
  return `ulimit -d ${Math.floor(memoryBytes / 1024)}; renice -n 10 $$ > /dev/null\n`
}

/**
 * Then also how many there are. The kernel counts them by user namespace, so this must be said in the session's: outside, all that
 * the user runs would count.
 */
export function countOfAll({ maxProcesses }: Pick<SandboxLimits, 'maxProcesses'>): string {
  return `ulimit -u ${maxProcesses}\n`
}

export const largestFileBytes = 256 * 1024 * 1024
export const lockedMemoryBytes = 64 * 1024

/** First to be ended when there is no memory: the learner's programs, before anything of ours. */
export const oomScore = 500
export const beFirstOutOfMemory = `echo ${oomScore} > /proc/self/oom_score_adj\n`

/** A program as another user, without any right of ours and without a way to gain one. Who is not root has no other user to be. */
export function asUser(uid: number, more: readonly string[] = []): readonly string[] {
  return ['setpriv', ...(asRoot ? [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'] : []), '--bounding-set=-all', '--inh-caps=-all', '--no-new-privs', ...more, '--']
}

/**
 * The first process inside: takes away whatever is left without a parent, for ever. What a learner kills of it comes again,
 * and the kernel keeps signals from inside off the rest.
 */
export const initScript = 'while :; do sleep 2147483647 & wait; done'

/** Runs inside, as the learner: closes the launcher's descriptors, goes to the folder, becomes the program. */
export const insideScript = 'cd -- "$0" || exit 127; exec "$@" 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-'
/** The same for terminals, which open at home when their folder is gone. */
export const insideTerminalScript = 'cd -- "$0" 2>/dev/null || cd; exec "$@" 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-'
/**
 * For terminals that others make, and give their size too late for a program that looks at once. It waits for that rather than
 * setting one itself, which could undo a newer one; only after a second without any does it take the one it was given.
 */
export const sizedTerminalScript = 'left=100; while [ "$left" -gt 0 ] && [ "$(stty size 2>/dev/null)" = "0 0" ]; do left=$((left - 1)); sleep 0.01; done; '
  + `[ "$left" -gt 0 ] || stty cols "$1" rows "$2" 2>/dev/null; shift 2; ${insideTerminalScript}`
