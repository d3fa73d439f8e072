/** What this install lets single sign-on reach, and which domains its operator vouches for. */
import { BlockList, isIP } from 'node:net'
import type { OutboundRules } from '../../identity/guarded-fetch.ts'
import { isPublicAddress } from '../sources/public-address.ts'

export type SsoRules = {
  /** Whether providers may be at addresses of private networks. This machine itself and link-local ones never are. */
  readonly privateAddresses: boolean
  /** `acme:example.com`: domains of organizations that need no proof, since the operator of the server vouches for them. */
  readonly domains: readonly string[]
  /** Texts that the DNS holds under a name; rejects where there are none. */
  readonly resolveTxt?: (name: string) => Promise<readonly (readonly string[])[]>
}

export const SSO_RULES: SsoRules = { privateAddresses: false, domains: [] }

/** One list for each family: an address of version 4 in the clothes of version 6 is in neither. */
const PRIVATE = { 4: new BlockList(), 6: new BlockList() }
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE[4].addSubnet(network, bits, 'ipv4')
PRIVATE[6].addSubnet('fc00::', 7, 'ipv6')

function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return PRIVATE[4].check(address, 'ipv4')
  return family === 6 && PRIVATE[6].check(address, 'ipv6')
}

/** Plain HTTP and this machine will do where people reach this install in no other way either. */
export function outboundRules({ privateAddresses }: SsoRules, publicUrl: string): OutboundRules {
  return {
    mayReach: (address) => isPublicAddress(address) || (privateAddresses && isPrivate(address)),
    loopback: publicUrl.startsWith('http:'),
  }
}
