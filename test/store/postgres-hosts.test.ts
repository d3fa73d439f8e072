import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { databaseAddresses, Hosts } from '../../src/store/postgres-hosts.ts'

const ONE = 'postgresql://u:p@one:5432/compartment'

describe('the address of a database with several servers', () => {
  it.each<[text: string, addresses: readonly string[] | undefined]>([
    [ONE, [ONE]],
    ['postgres://u@db/x?sslmode=require', ['postgres://u@db/x?sslmode=require']],
    ['postgresql://u:p@one:5432,two:5433/x', ['postgresql://u:p@one:5432/x', 'postgresql://u:p@two:5433/x']],
    [
      'postgresql://u@one,two/x?sslmode=require',
      ['postgresql://u@one/x?sslmode=require', 'postgresql://u@two/x?sslmode=require'],
    ],
    ['postgresql://[::1]:5432,[::2]:5432/x', ['postgresql://[::1]:5432/x', 'postgresql://[::2]:5432/x']],
    ['postgresql://one,two/x?target_session_attrs=read-write', ['postgresql://one/x', 'postgresql://two/x']],
    [
      'postgresql://u@localhost/x?host=%2Ftmp%2Fa,%2Ftmp%2Fb&port=1,2',
      [
        'postgresql://u@localhost/x?host=%2Ftmp%2Fa&port=1',
        'postgresql://u@localhost/x?host=%2Ftmp%2Fb&port=2',
      ],
    ],
    ['postgresql://one,two/x?target_session_attrs=any', undefined],
    ['postgresql://one,two/x?host=three', undefined],
    ['postgresql://u@localhost/x?host=a,b&port=1,2,3', undefined],
    ['postgresql://one:port/x', undefined],
    ['mysql://one/x', undefined],
  ])('%s', (text, addresses) => {
    expect(databaseAddresses(text)).toEqual(addresses)
  })

  it('is taken as a setting, and a broken one is refused without being repeated', () => {
    const environment = { COMPARTMENT_SECRET_KEY: randomBytes(32).toString('hex') }
    const databaseUrl = 'postgresql://u:hunter2@one,two/x'
    expect(readConfig({ ...environment, COMPARTMENT_DATABASE_URL: databaseUrl }).store).toEqual({
      databaseUrl,
    })
    const broken = { ...environment, COMPARTMENT_DATABASE_URL: `${databaseUrl}?target_session_attrs=any` }
    expect(() => readConfig(broken)).toThrow(/^COMPARTMENT_DATABASE_URL: (?!.*hunter2)/)
  })
})

/** What a server says of itself: the timeline on which it takes writes, or that it takes none. */
const saying = (timeline: string | null) => ({ query: async () => ({ rows: [{ timeline }] }) }) as never

describe('of several servers', () => {
  it('each that fails gives way to the next, and a failure elsewhere moves nothing', () => {
    const hosts = new Hosts('postgresql://one,two,three/x')
    const [one, two, three] = ['one', 'two', 'three'].map((name) => `postgresql://${name}/x`)
    expect(hosts.current).toBe(one)
    hosts.failed(one!)
    expect(hosts.current).toBe(two)
    hosts.failed(one!)
    expect(hosts.current).toBe(two)
    hosts.failed(two!)
    hosts.failed(three!)
    expect(hosts.current).toBe(one)
  })

  it('only one that takes writes will do, and none that was replaced', async () => {
    const hosts = new Hosts('postgresql://one,two/x')
    await expect(hosts.check(saying(null))).rejects.toMatchObject({ code: 'unavailable' })
    await hosts.check(saying('0000000A'))
    await expect(hosts.check(saying('00000009'))).rejects.toMatchObject({ code: 'unavailable' })
    await hosts.check(saying('0000000A'))
  })

  it('a single server is taken as it is: what stands behind its address is not ours to judge', async () => {
    await new Hosts(ONE).check(saying(null))
  })
})
