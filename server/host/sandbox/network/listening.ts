/** One socket in state LISTEN. */
export interface ListeningSocket {
  readonly port: number
  readonly inode: string
  /** Whether a connection to 127.0.0.1 reaches it; one on ::1 alone is reached there only. */
  readonly overIpv4: boolean
}

/** Sockets in state LISTEN of a table in the form of /proc/net/tcp or tcp6. */
export function parseListening(table: string): readonly ListeningSocket[] {
  return table.split('\n').slice(1).flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    if (state !== '0A') return []
    const [address = '', port = ''] = local.split(':')
    return [{ port: Number.parseInt(port, 16), inode, overIpv4: address.length === 8 || /^0{32}$/.test(address) || address.startsWith('0000000000000000FFFF0000') }]
  })
}
