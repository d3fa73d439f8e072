import { describe, expect, it } from 'vitest'
import { sourceOf, throttleKey } from '../../src/identity/throttle.ts'

describe('a source', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', 'IPv4 as it is'],
    ['::ffff:192.0.2.7', '192.0.2.7', 'IPv4 that came over IPv6'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', 'IPv6 by its network'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64', 'another address of that network'],
    ['2001:DB8:0001:0002::', '2001:db8:1:2::/64', 'spelt another way'],
    ['2001:db8:1:3::9', '2001:db8:1:3::/64', 'another network'],
    ['2001:db8::1', '2001:db8:0:0::/64', 'with zeros left out'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'with a zone'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64', 'with IPv4 at its end'],
    ['::1', '0:0:0:0::/64', 'this machine'],
  ])('`%s` counts as `%s`: %s', (address, counted) => {
    expect(sourceOf(address)).toBe(counted)
  })
})

describe('a key', () => {
  const secret = new Uint8Array(32).fill(7)

  it('holds nothing of what it stands for, and differs by kind, parts and secret', () => {
    const keys = [
      throttleKey(secret, 'account', 'ada@acme.test'),
      throttleKey(secret, 'source', 'ada@acme.test'),
      throttleKey(secret, 'pair', 'ada@acme.test', 'x'),
      throttleKey(secret, 'pair', 'ada@acme.testx'),
      throttleKey(new Uint8Array(32).fill(8), 'account', 'ada@acme.test'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^[a-z]+:[0-9a-f]{40}$/)
  })
})
