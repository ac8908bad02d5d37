import { existsSync } from 'node:fs'

const user = process.getuid?.() ?? 0

/** Whether the host process may do everything on this machine. */
export const asRoot = user === 0

/**
 * Everything of ours that lives as long as the machine is up. Shared by all hosts on it that run as the same user, so that
 * each can reap for all.
 */
export const stateFolder = asRoot ? '/run/rehearsal' : existsSync(`/run/user/${user}`) ? `/run/user/${user}/rehearsal` : `/tmp/rehearsal-${user}`

/** Host users of sandboxes, one for each at a time. */
export const uids = { first: 700_000, count: 8_192 } as const
