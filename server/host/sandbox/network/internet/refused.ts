import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'

/**
 * Where no learner gets to, whatever they may otherwise reach: private and shared networks, link-local addresses (a cloud's
 * metadata among them), loopback, multicast and what nobody should have. The IPv4 part of IANA's special-purpose registry,
 * but for networks that exist in documents only.
 */
export const refusedNetworks = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15',
  '224.0.0.0/4', '240.0.0.0/4',
] as const

/** Mail: what a machine gets a bad name for first. */
export const refusedPorts = [25, 465, 587] as const

/**
 * Networks that this machine is itself in: a neighbour with a public address is a neighbour all the same.
 * @param interfaces as `os.networkInterfaces()` tells them
 */
export function ownNetworks(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): readonly string[] {
  const found = Object.values(interfaces).flatMap((addresses) => addresses ?? []).flatMap(({ family, cidr }) => (family === 'IPv4' && cidr ? [networkOf(cidr)] : []))
  return [...new Set(found.filter((network) => network !== undefined))].toSorted()
}

// A network of half the world is a mistake of whoever set it up, and would leave nothing to reach.
const shortestPrefix = 8

function networkOf(cidr: string): string | undefined {
  const [address = '', prefix = ''] = cidr.split('/')
  const length = Number(prefix)
  if (!(length >= shortestPrefix && length <= 32)) return undefined
  const bytes = address.split('.').map(Number)
  const masked = bytes.map((byte, at) => byte & (0xFF00 >> Math.min(8, Math.max(0, length - 8 * at))) & 0xFF)
  return `${masked.join('.')}/${length}`
}
