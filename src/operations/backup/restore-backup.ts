/**
 * Restores a backup into an empty place, on either database, and shows that it is whole: chains and checkpoints verify,
 * and the tables are what the journal says. Nobody is signed in afterwards, and no link or token works any more (OPS-04).
 */
import { type Snapshot, stateOf } from '../../core/index.ts'
import {
  beginRestore,
  canonicalJson,
  heads,
  INSTALL,
  KEPT_TABLES,
  loadState,
  type Restoration,
  readJournal,
  type Store,
  type StoreOptions,
  type TableName,
  type Verify,
  verifyLogs,
} from '../../store/store.ts'
import { activity, BY_ITSELF } from '../activity/record.ts'
import { publicKeysFrom, verifierOf } from '../audit/audit-key.ts'
import { notWritten } from '../commit.ts'
import { createIds } from '../ids.ts'
import { CutStates } from '../past/cut-states.ts'
import { Replay } from '../past/replay.ts'
import { FORMAT, UnreadableBackup, VERSION, valuesIn } from './file.ts'
import type { SealedKeys } from './sealed-keys.ts'

export type Header = {
  readonly format: string
  readonly version: number
  /** Epoch milliseconds. */
  readonly taken_at: number
  readonly public_key: string
  readonly keys?: SealedKeys
  readonly migrations: readonly string[]
}

export type Restoring = {
  readonly path: string
  readonly store: StoreOptions
  readonly clock: () => number
  /** Tokens of programs go on working, those too that were revoked since the backup. */
  readonly keepTokens: boolean
}

export type Restored = {
  readonly header: Header
  readonly rows: number
  readonly organizations: number
  readonly revokedTokens: number
}

/** The first line of a backup. @throws UnreadableBackup */
export async function headerOf(path: string): Promise<Header> {
  for await (const value of valuesIn(path)) return checked(value)
  throw new UnreadableBackup('it is empty')
}

function checked(value: unknown): Header {
  const header = value as Partial<Header> | null
  if (header?.format !== FORMAT) throw new UnreadableBackup('it does not begin as `backup` writes it')
  if (header.version !== VERSION) throw new UnreadableBackup('a newer program wrote it')
  return header as Header
}

/** @throws UnreadableBackup, StoreFault; what is there then is marked, and no server starts on it */
export async function restoreBackup(restoring: Restoring): Promise<Restored> {
  const { path, clock, keepTokens } = restoring
  // All of it is read once before anything is written: what is damaged is not begun.
  for await (const _ of valuesIn(path)) continue
  const header = await headerOf(path)
  const restoration = await beginRestore(restoring.store, header.migrations)
  const { store } = restoration
  try {
    const rows = await insertAll(restoration, path)
    await restoration.upgrade()
    const revokedTokens = keepTokens ? 0 : await revokeTokens(store, clock())
    const organizations = await prove(store, verifierOf(publicKeysFrom(header.public_key)))
    await record(store, header, clock())
    await restoration.finish()
    return { header, rows, organizations, revokedTokens }
  } finally {
    await store.close()
  }
}

const PAGE = 500

async function insertAll({ insert }: Restoration, path: string): Promise<number> {
  let place: { readonly table: TableName; readonly columns: readonly string[] } | undefined
  let open: (readonly (string | number | null)[])[] = []
  let count = 0
  const flush = async (): Promise<void> => {
    if (place !== undefined) await insert(place.table, place.columns, open)
    open = []
  }
  for await (const value of valuesIn(path)) {
    if (Array.isArray(value)) {
      count++
      if (open.push(value) === PAGE) await flush()
    } else if (isTable(value)) {
      await flush()
      place = value
    }
  }
  await flush()
  return count
}

function isTable(value: unknown): value is { table: TableName; columns: readonly string[] } {
  const { table, columns } = value as { table?: TableName; columns?: unknown }
  if (table === undefined) return false
  const plain = Array.isArray(columns) && columns.every((name) => /^[a-z_]+$/.test(String(name)))
  if (plain && KEPT_TABLES.includes(table)) return true
  throw new UnreadableBackup('it names a table that this program does not know')
}

/** What was revoked since the backup must not come back: all of them end, and programs get new ones. */
async function revokeTokens(store: Store, now: number): Promise<number> {
  const { from } = store.build
  const open = await store.rows(from.selectFrom('tokens').select('id').where('revoked_at', 'is', null))
  const update = from.updateTable('tokens').set({ revoked_at: now }).where('revoked_at', 'is', null)
  const { outcome } = await store.write([update.compile()])
  if (outcome !== 'committed') throw notWritten()
  return open.length
}

/** @throws UnreadableBackup where something in it is not what was written */
async function prove(store: Store, verify: Verify): Promise<number> {
  const all = await heads(store)
  for (const { organization } of all) {
    const { journal, problem } = await verifyLogs(store, organization, { verify })
    const why = journal.valid ? problem : `record ${journal.sequence} of the journal: ${journal.why}`
    if (why !== undefined)
      throw new UnreadableBackup(`organization \`${organization}\` does not verify: ${why}`)
    const [loaded, replayed] = [
      await loadState(store, organization),
      await replayedFrom(store, organization, verify),
    ]
    if (canonicalJson(loaded) !== canonicalJson(replayed && stateOf(replayed)))
      throw new UnreadableBackup(
        `the tables of organization \`${organization}\` are not what its journal says`,
      )
  }
  return all.length
}

/** From the first record that is there; of a journal that was cut, from the state at the cut. */
async function replayedFrom(
  store: Store,
  organization: string,
  verify: Verify,
): Promise<Snapshot | undefined> {
  const cuts = new CutStates(store, verify)
  const cut = await cuts.latest(organization)
  const replay = new Replay(cut && (await cuts.stateAt(cut)))
  for (let next = (cut?.through ?? 0) + 1; ; ) {
    const records = await readJournal(store, organization, next, 1000)
    if (records.length === 0) return replay.end()
    replay.take(records.map(({ event }) => event))
    next += records.length
  }
}

/** Everybody learns that what is later than the backup is gone. */
async function record(store: Store, { taken_at }: Header, now: number): Promise<void> {
  const newId = createIds(() => now)
  const around = { store, newId }
  const all = await heads(store)
  const told = [...all, { organization: INSTALL, sequence: 0 }].flatMap(({ organization, sequence }) =>
    activity(around, {
      type: 'backup.restored',
      organization,
      actor: BY_ITSELF,
      at: now,
      data: { taken_at, through: sequence },
    }),
  )
  const { outcome } = await store.write(told)
  if (outcome !== 'committed') throw notWritten()
}
