import { BlockList } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ownNetworks, refusedNetworks } from './refused.ts'

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), 'ipv4')
  }
  return list
}

describe('networks that nobody gets to', () => {
  const refused = blockList(refusedNetworks)
  it.each([
    ['10.0.0.1', true], ['10.255.255.255', true], ['172.15.255.255', false], ['172.16.0.1', true], ['172.31.255.255', true], ['172.32.0.1', false],
    ['192.168.0.1', true], ['192.167.255.255', false], ['169.254.169.254', true], ['100.63.255.255', false], ['100.64.0.1', true], ['100.127.255.255', true],
    ['100.128.0.1', false], ['127.0.0.53', true], ['0.0.0.0', true], ['224.0.0.251', true], ['239.255.255.250', true], ['255.255.255.255', true], ['198.18.0.1', true],
    ['1.1.1.1', false], ['8.8.8.8', false], ['203.0.113.80', false], ['151.101.1.1', false],
  ])('%s: %s', (address, expected) => {
    expect(refused.check(address, 'ipv4')).toBe(expected)
  })
})

describe('networks of this machine', () => {
  const address = (cidr: string, family: 'IPv4' | 'IPv6' = 'IPv4') => ({ address: '', netmask: '', mac: '', internal: false, cidr, family, scopeid: 0 }) as never
  it.each([
    ['203.0.113.77/24', ['203.0.113.0/24']],
    ['203.0.113.77/26', ['203.0.113.64/26']],
    ['203.0.113.200/20', ['203.0.112.0/20']],
    ['203.0.113.77/32', ['203.0.113.77/32']],
    ['44.1.2.3/8', ['44.0.0.0/8']],
    // Half the world is a mistake.
    ['44.1.2.3/1', []],
    ['44.1.2.3/0', []],
  ])('%s is in %j', (cidr, expected) => {
    expect(ownNetworks({ eth0: [address(cidr)] })).toEqual(expected)
  })

  it('are each named once, those of IPv6 not at all', () => {
    const eth1 = [address('203.0.113.2/24'), address('2001:db8::1/64', 'IPv6')]
    expect(ownNetworks({ eth0: [address('203.0.113.1/24')], eth1, none: undefined })).toEqual(['203.0.113.0/24'])
  })
})
