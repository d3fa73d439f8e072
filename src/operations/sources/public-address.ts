/** Whether an address is one of the public internet: what is reserved, private, local or stands for such a one is not. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA’s registries of special-purpose addresses. */
const SPECIAL = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/3',
  ],
  // Within 2000::/3, outside of which nothing is public: tunnels and translations that hide an IPv4 address, and examples.
  ipv6: ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
} as const

const special = new BlockList()
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const range of SPECIAL[family]) {
    const [address, bits] = range.split('/')
    special.addSubnet(address!, Number(bits), family)
  }
}
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** @param address without brackets; what is no address is not public */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4')
  return isIPv6(address) && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
