/** Announcements alone, with no poll: fake timers keep the other replica from ever looking by itself. */
import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, it, vi } from 'vitest'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { freshDatabase } from '../support/postgres.ts'
import { PASSWORD, Town } from '../support/town.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

async function twoTowns() {
  const database = await freshDatabase()
  const key = randomBytes(32)
  const one = await Town.open({ databaseUrl: database.url }, key)
  const other = await Town.open({ databaseUrl: database.url }, key)
  const { activation_url } = await bootstrap(one.deps, { email: 'ada@acme.test', organization: 'acme' })
  const ada = await one.activate(activation_url)
  await other.ask(ada, 'listGroups')
  other.deps.following.start()
  const leave = async (): Promise<void> => {
    await other[Symbol.asyncDispose]()
    await one[Symbol.asyncDispose]()
    await database.drop()
  }
  return { one, other, ada, [Symbol.asyncDispose]: leave }
}

/** Lets everything else run until this holds; the test's own time limit ends it otherwise. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await turn()
}

it('a change is in the memory of the other replica without its looking', async () => {
  await using towns = await twoTowns()
  const { one, other, ada } = towns
  const living = other.deps.organizations.inMemory('acme')!
  // The first may come before the other listens; it looks once when it begins to.
  for (const name of ['first', 'second', 'third']) {
    await one.ask(ada, 'createGroup', { body: { name } })
    const { revision } = one.deps.organizations.inMemory('acme')!.snapshot
    await until(() => living.snapshot.revision === revision)
  }
}, 20_000)

it('a session that was ended is over on the other replica without its looking', async () => {
  await using towns = await twoTowns()
  const { one, other, ada } = towns
  await one.ask(ada, 'createGroup', { body: { name: 'heard' } })
  const { revision } = one.deps.organizations.inMemory('acme')!.snapshot
  await until(() => other.deps.organizations.inMemory('acme')!.snapshot.revision === revision)
  const { session } = await one.result(undefined, 'signIn', {
    body: { email: 'ada@acme.test', password: PASSWORD },
  })
  const known = (await other.caller(session!.token))!
  await one.ask(known, 'signOut', { body: {} })
  await until(async () => (await other.caller(session!.token)) === undefined)
}, 20_000)
