/** Everything of ours that lives as long as the machine is up. Shared by all hosts on it, so that each can reap for all. */
export const stateFolder = '/run/rehearsal'

/** Host users of sandboxes, one for each at a time. */
export const uids = { first: 700_000, count: 8_192 } as const
