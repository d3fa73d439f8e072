/**
 * Brings a database to what this program knows. Each migration is one transaction that also records it, under a lock,
 * so one that is killed at any statement leaves nothing behind, and two servers that start together take turns.
 */
import type { Engine } from '../engine.ts'
import { StoreFault } from '../fault.ts'
import type { Statement, Steps } from '../statement.ts'
import { accounts } from './accounts.ts'
import { audit } from './audit.ts'
import { diagnoses } from './diagnoses.ts'
import { expectations } from './expectations.ts'
import { invitationDelivery } from './invitation-delivery.ts'
import { journalCuts } from './journal-cuts.ts'
import { mail } from './mail.ts'
import type { Migration } from './migration.ts'
import { organizations } from './organizations.ts'
import { sessionPlaces } from './session-places.ts'
import { singleSignOn } from './single-sign-on.ts'
import { sources } from './sources.ts'
import { stateCheckpoints } from './state-checkpoints.ts'

export const MIGRATIONS: readonly Migration[] = [
  organizations,
  accounts,
  expectations,
  audit,
  invitationDelivery,
  sessionPlaces,
  mail,
  stateCheckpoints,
  sources,
  journalCuts,
  singleSignOn,
  diagnoses,
]

/**
 * @param migrations in order, numbered from 1 without gaps
 * @throws StoreFault `newer` where the database has migrations that this program does not know
 */
export async function migrate(engine: Engine, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  for (;;) {
    const ended = await engine.transaction(() => next(engine, migrations), { unhurried: true })
    if (ended.state === 'unknown') throw ended.error
    if (ended.value === 'done') return
  }
}

function* next(engine: Engine, migrations: readonly Migration[]): Steps<'done' | 'more'> {
  yield [...engine.build.lock('migrations'), plain(RECORD)]
  const [applied] = yield [plain(APPLIED)]
  const known = applied!.rows.map(({ number, name }) => ({ number: Number(number), name: String(name) }))
  refuseForeign(known, migrations)
  const migration = migrations[known.length]
  if (migration === undefined) return 'done'
  yield migration.statements(engine.dialect).map(plain)
  yield [plain(`insert into migrations (number, name) values (${migration.number}, '${migration.name}')`)]
  return migrations.length > known.length + 1 ? 'more' : 'done'
}

const RECORD =
  'create table if not exists migrations (number integer not null primary key, name text not null)'
const APPLIED = 'select number, name from migrations order by number'

function plain(sql: string): Statement {
  return { sql, parameters: [] }
}

function refuseForeign(
  applied: readonly { number: number; name: string }[],
  migrations: readonly Migration[],
): void {
  const foreign = applied.find(({ name }, at) => migrations[at]?.name !== name)
  if (foreign === undefined) return
  const newest = applied.at(-1)!
  throw new StoreFault(
    'newer',
    `the database is newer than this program: it has migration ${newest.number} \`${newest.name}\`, ` +
      `this program knows ${migrations.length}: start the version that wrote it, or restore a backup`,
  )
}
