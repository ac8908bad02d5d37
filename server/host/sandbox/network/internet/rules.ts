import { refusedNetworks, refusedPorts } from './refused.ts'

/** Name of our table, on the machine and in each session's network namespace. */
export const tableName = 'rehearsal_internet'
/** The device by which a session reaches out. */
export const device = 'tap0'

/** What one session may ask of the net. A page with a hundred pictures fits, a scan of a network does not. */
export const most = { connections: 256, connectionsPerSecond: 50, burst: 300, megabytesPerSecond: 10 } as const

export interface Rules {
  /** Host users of sandboxes: first and last. */
  readonly users: readonly [number, number]
  /** Networks of this machine, refused besides those that always are. */
  readonly ownNetworks: readonly string[]
}

/**
 * The table of the machine: what goes out as a sandbox's user. It holds whatever the session and the program that speaks
 * for it do, and it alone knows which addresses are this machine's own.
 */
export function machineTable({ users: [first, last], ownNetworks }: Rules): string {
  return table(`${sets(ownNetworks)}
  chain output {
    type filter hook output priority -5; policy accept;
    meta skuid ${first}-${last} jump learners
  }
  chain learners {
${refusals}
  }`)
}

/**
 * The table of a session's network namespace: the same refusals, which stay when the machine's rules are loaded anew by
 * somebody else, and what a session may ask for at once.
 */
export function sessionTable({ ownNetworks }: Pick<Rules, 'ownNetworks'>): string {
  const rate = `limit rate over ${most.megabytesPerSecond} mbytes/second burst ${most.megabytesPerSecond} mbytes`
  return table(`${sets(ownNetworks)}
  chain output {
    type filter hook output priority 0; policy accept;
    oifname "lo" accept
${refusals}
    ct state new ct count over ${most.connections} ${refuse}
    ct state new limit rate over ${most.connectionsPerSecond}/second burst ${most.burst} packets ${refuse}
    ${rate} drop
  }
  chain input {
    type filter hook input priority 0; policy drop;
    iifname "lo" accept
    ${rate} drop
    ct state { established, related } accept
  }`)
}

const refuse = 'reject with icmpx admin-prohibited'

// "Not unicast" is what this machine knows as its own, as broadcast or as multicast.
const refusals = `    meta nfproto ipv6 ${refuse}
    fib daddr type != unicast ${refuse}
    ip daddr @refused ${refuse}
    meta l4proto != { icmp, tcp, udp } ${refuse}
    tcp dport @ports ${refuse}`

function sets(ownNetworks: readonly string[]): string {
  return `  set refused {
    type ipv4_addr; flags interval; auto-merge
    elements = { ${[...refusedNetworks, ...ownNetworks].join(', ')} }
  }
  set ports {
    type inet_service
    elements = { ${refusedPorts.join(', ')} }
  }`
}

// Declared, so that it can be deleted: whatever was there is replaced in one step.
function table(content: string): string {
  return `table inet ${tableName}\ndelete table inet ${tableName}\ntable inet ${tableName} {\n${content}\n}\n`
}
