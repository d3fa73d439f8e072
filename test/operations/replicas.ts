/** What holds between two processes on one store, whichever store it is. */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { PASSWORD, Town } from '../support/town.ts'

type Place = { readonly options: StoreOptions; readonly leave: () => Promise<void> }

async function twoTowns(options: StoreOptions) {
  const key = randomBytes(32)
  const one = await Town.open(options, key)
  const other = await Town.open(options, key)
  const { activation_url } = await bootstrap(one.deps, { email: 'ada@acme.test', organization: 'acme' })
  const ada = await one.activate(activation_url)
  const bo = await one.person(ada, 'bo@acme.test', { role: 'admin' })
  const leave = async (): Promise<void> => {
    await one[Symbol.asyncDispose]()
    await other[Symbol.asyncDispose]()
  }
  return { one, other, ada, bo, leave }
}

/** @param open an empty store of the test's own */
export function replicas(open: () => Promise<Place>): void {
  const house = async () => {
    const place = await open()
    const towns = await twoTowns(place.options)
    return {
      ...towns,
      [Symbol.asyncDispose]: async () => {
        await towns.leave()
        await place.leave()
      },
    }
  }

  it('two admins who remove each other at the same moment leave one (S1-11)', async () => {
    for (let round = 0; round < 3; round++) {
      await using towns = await house()
      const { one, other, ada, bo } = towns
      await other.ask(bo, 'listUsers')
      const both = await Promise.allSettled([
        one.ask(ada, 'removeUser', { params: { user: 'bo@acme.test' } }),
        other.ask(bo, 'removeUser', { params: { user: 'ada@acme.test' } }),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const living = (await one.deps.organizations.named('acme'))!
      await one.deps.following.now()
      expect([...living.snapshot.members.values()].filter(({ type }) => type === 'user')).toHaveLength(1)
    }
  })

  it('sixteen writers on each of two servers change one organization, and none is sent away', async () => {
    await using towns = await house()
    const { one, other, ada } = towns
    const writer = async (town: Town, name: string): Promise<void> => {
      for (let nth = 0; nth < 4; nth++)
        await town.ask(ada, 'createGroup', { body: { name: `${name} ${nth}` } })
    }
    const sixteen = (town: Town, name: string): Promise<void>[] =>
      Array.from({ length: 16 }, (_, at) => writer(town, `${name} ${at}`))
    await Promise.all([...sixteen(one, 'one'), ...sixteen(other, 'other')])
    await one.deps.following.now()
    const living = (await one.deps.organizations.named('acme'))!
    expect([...living.snapshot.groups.values()]).toHaveLength(2 * 16 * 4)
  }, 30_000)

  it('an invitation that both accept is accepted once', async () => {
    await using towns = await house()
    const { one, other, ada } = towns
    const { invitation } = await one.invite(ada, 'cy@acme.test')
    const both = await Promise.allSettled([
      one.activate(invitation?.activation_url, 'first long pass phrase'),
      other.activate(invitation?.activation_url, 'second long pass phrase'),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('what one commits the other follows: people, decisions, revoked sessions', async () => {
    await using towns = await house()
    const { one, other, ada } = towns
    const { session } = await one.result(undefined, 'signIn', {
      body: { email: 'bo@acme.test', password: PASSWORD },
    })
    await other.deps.following.now()
    const bo = (await other.caller(session!.token))!
    await other.ask(bo, 'listUsers')
    await one.person(ada, 'cy@acme.test', { name: 'Cy' })
    await one.ask(ada, 'blockUser', { params: { user: 'bo@acme.test' }, body: {} })
    await other.deps.following.now()
    expect(await other.caller(session!.token)).toBeUndefined()
    expect(await other.code(other.ask(bo, 'listUsers'))).toBe('BLOCKED')
    const { items } = await other.ask(ada, 'listUsers', { query: { q: 'cy@' } })
    expect(items).toMatchObject([{ email: 'cy@acme.test', name: 'Cy', status: 'active' }])
  })

  it('a read that demands a revision is not answered from before it', async () => {
    await using towns = await house()
    const { one, other, ada } = towns
    await other.ask(ada, 'listGroups')
    const { revision } = await one.result(ada, 'createGroup', { body: { name: 'Ops' } })
    const { items } = await other.ask(ada, 'listGroups', {}, { atLeast: revision! })
    expect(items).toHaveLength(1)
    const never = other.ask(ada, 'listGroups', {}, { atLeast: 'acme@99999' })
    expect(await other.code(never)).toBe('NOT_FRESH')
    expect(await other.code(other.ask(ada, 'listGroups', {}, { atLeast: '42' }))).toBe('INVALID')
  })

  it('both write at once and nothing is lost', async () => {
    await using towns = await house()
    const { one, other, ada } = towns
    const names = Array.from({ length: 6 }, (_, at) => `group ${at}`)
    const make = (town: Town, name: string) => town.ask(ada, 'createGroup', { body: { name } })
    await Promise.all(names.map((name, at) => make(at % 2 === 0 ? one : other, name)))
    const { items } = await one.ask(
      ada,
      'listGroups',
      {},
      { atLeast: (await other.result(ada, 'listGroups')).revision! },
    )
    await one.deps.following.now()
    expect(items.length).toBeLessThanOrEqual(6)
    expect((await one.ask(ada, 'listGroups')).items.map(({ name }) => name)).toEqual(names)
    expect(await one.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({ verified: true })
  })
}
