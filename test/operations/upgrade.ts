/**
 * A database that an earlier program wrote, which knew three migrations (`database-of-migration-3.json`: all its rows, as
 * they were), opens with this one: people, links and sessions go on, its past answers, and what came since works on it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cutJournals } from '../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../src/operations/audit/keep-checkpoints.ts'
import { MIGRATIONS, migrate } from '../../src/store/migrations/migrate.ts'
import { openEngine } from '../../src/store/open.ts'
import { type StoreOptions, verifyJournal } from '../../src/store/store.ts'
import type { Kind } from '../store/support/stores.ts'
import { PASSWORD, Town } from '../support/town.ts'

type Rows = readonly Readonly<Record<string, string | number | null>>[]
type Earlier = {
  /** Of an invitation that nobody had accepted yet. */
  readonly activation_url: string
  /** Alex’s token. */
  readonly session: string
  readonly tables: Readonly<Record<string, Rows>>
}

const FILE = join(import.meta.dirname, '../store/support/database-of-migration-3.json')
const OLD = JSON.parse(readFileSync(FILE, 'utf8')) as Earlier
/** What it knew. */
const THEN = 3
/** A revision at which the project was there, and Alex had no role in it. */
const BEFORE_ALEX = 10

async function written(options: StoreOptions): Promise<void> {
  const engine = await openEngine(options)
  await migrate(engine, MIGRATIONS.slice(0, THEN))
  const inserts = Object.entries(OLD.tables).flatMap(([table, rows]) =>
    rows.map((row) => engine.build.insert(table as 'accounts', row as never)),
  )
  // What every database has by itself, this one has from then.
  const own = { sql: 'delete from install', parameters: [] }
  await engine.transaction(function* () {
    yield [own, ...inserts]
  })
  await engine.close()
}

async function* openedOn(kind: Kind): AsyncGenerator<Town> {
  await using place = await kind.fresh()
  await written(place.options)
  await using town = await Town.open(place.options)
  yield town
}

export function opensAnEarlierDatabase(kind: Kind): void {
  it(`on ${kind.name}, a database of three migrations opens whole: people, links, sessions and past go on`, async () => {
    for await (const town of openedOn(kind)) {
      const { store } = town.deps
      const [{ id }] = OLD.tables['organizations'] as [{ id: string }]
      const events = OLD.tables['journal']!.length
      expect(await verifyJournal(store, id)).toMatchObject({ valid: true, head: { sequence: events } })
      const alex = (await town.caller(OLD.session))!
      expect(await town.ask(alex, 'whoAmI')).toMatchObject({ email: 'alex@acme.test' })
      const permission = 'deployment.create'
      const ask = { principal: 'alex@acme.test', permission, scope: 'billing' }
      expect(await town.ask(alex, 'checkAccess', { body: ask })).toMatchObject({ allowed: true })
      const ivy = await town.activate(OLD.activation_url)
      expect(await town.ask(ivy, 'whoAmI')).toMatchObject({ email: 'ivy@acme.test' })
      const body = { email: 'ada@acme.test', password: PASSWORD }
      const ada = (await town.caller((await town.result(undefined, 'signIn', { body })).session!.token))!
      const here = { permission, scope: 'billing' }
      const who = async (body: object): Promise<string[]> =>
        (await town.ask(ada, 'whoHasAccess', { body: { ...here, ...body } })).items.map(({ email }) => email)
      expect(await who({})).toEqual(expect.arrayContaining(['ada@acme.test', 'alex@acme.test']))
      expect(await who({ revision: `acme@${BEFORE_ALEX}` })).not.toContain('alex@acme.test')
    }
  })

  it(`on ${kind.name}, what came since works on a database of three migrations`, async () => {
    for await (const town of openedOn(kind)) {
      const body = { email: 'ada@acme.test', password: PASSWORD }
      const ada = (await town.caller((await town.result(undefined, 'signIn', { body })).session!.token))!
      await town.ask(ada, 'createGroup', { body: { name: 'since' } })
      const sam = await town.person(ada, 'sam@acme.test')
      expect((await town.ask(ada, 'listSessions')).items.map(({ user }) => user.email)).toContain(
        'sam@acme.test',
      )
      await town.ask(ada, 'createToken', {
        body: {
          name: 'laptop',
          kind: 'personal',
          grants: [{ role: 'admin', scope: 'organization' }],
          expires_at: '2026-02-01T00:00:00Z',
        },
      })
      const reset = await town.result(ada, 'resetUserPassword', {
        params: { user: 'alex@acme.test' },
        body: {},
      })
      const token = new URL(reset.answer.reset_url!).searchParams.get('token')!
      await town.ask(undefined, 'resetPassword', { body: { token, password: 'granite wobble teapot 41' } })
      expect(await town.caller(OLD.session)).toBeUndefined()
      expect(sam.account).toBeDefined()
      expect(await town.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({ verified: true })
      // Its records from then are removed as those from now are.
      await keepAudit(town.deps)
      town.now += 91 * 86_400_000
      await town.ask(ada, 'createGroup', { body: { name: 'much later' } })
      await cutJournals({ ...town.deps, journalDays: 90 })
      expect(await town.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({
        verified: true,
        events: 1,
        cut: { through: expect.any(Number) as unknown },
      })
    }
  })
}
