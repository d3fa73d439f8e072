/**
 * R21: somebody who can write to the database changes it in one place, in one of eight ways; verifying has to find it, and
 * to name the first bad record where the journal itself can tell. Each trial works on the same store and undoes itself.
 */
import { randomBytes } from 'node:crypto'
import { cutJournals } from '../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../src/operations/audit/keep-checkpoints.ts'
import { chain, genesis, type Head } from '../../src/store/journal.ts'
import { recordOf, rowOf } from '../../src/store/journal-rows.ts'
import {
  type Checkpoint,
  lastCheckpoint,
  lastCut,
  listCheckpoints,
  type Store,
  type StoreOptions,
  verifyLogs,
} from '../../src/store/store.ts'
import type { CheckpointRow, JournalRow } from '../../src/store/tables.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { second, Town } from '../support/town.ts'

export const KINDS = [
  'edit',
  'delete',
  'insert',
  'reorder',
  'truncate',
  'rewrite',
  'swap',
  'roll back',
] as const
export type Kind = (typeof KINDS)[number]

export type Scene = {
  readonly town: Town
  readonly store: Store
  readonly a: string
  readonly b: string
  /** The journals as they are, and as they were at an earlier checkpoint. */
  readonly rows: readonly JournalRow[]
  readonly other: readonly JournalRow[]
  readonly kept: Checkpoint
  readonly checkpoints: readonly CheckpointRow[]
  /** Sizes of the checkpoints, ascending. */
  readonly sizes: readonly number[]
  /** The record before the first one that is there: the cut's, or none. */
  readonly begin: Head
}

/**
 * Two organizations with journals of some length and several checkpoints.
 * @param cut whether the first journal was cut at its first checkpoint
 */
export async function tamperedScene(options: StoreOptions, length = 120, cut = false): Promise<Scene> {
  const town = await Town.withAcme(options, { secretKey: randomBytes(32) })
  const beta = await second(town, 'beta')
  const { deps } = town
  const [a, b] = await Promise.all(
    ['acme', 'beta'].map(async (name) => (await deps.organizations.named(name))!.id),
  )
  const sizes: number[] = []
  for (let n = 0; n < length; n++) {
    await town.ask(town.ada, 'createGroup', { body: { name: `G${n}` } })
    if (n < 20)
      await town.ask(beta, 'createGroup', { params: { organization: 'beta' }, body: { name: `G${n}` } })
    if (n % 30 !== 29) continue
    town.now += 3_600_000
    await keepAudit(deps)
    sizes.push((await lastCheckpoint(deps.store, a!))!.journal.size)
  }
  if (cut) await cutAtFirst(town, a!)
  const last = await lastCut(deps.store, a!)
  const begin =
    last === undefined ? genesis(a!) : { organization: a!, sequence: last.through, hash: last.head }
  const rowsOf = (organization: string) =>
    deps.store.rows(
      deps.store.build.from
        .selectFrom('journal')
        .selectAll()
        .where('organization', '=', organization)
        .orderBy('sequence'),
    )
  const [rows, other] = [await rowsOf(a!), await rowsOf(b!)]
  const kept = (await lastCheckpoint(deps.store, a!))!
  const query = deps.store.build.from.selectFrom('checkpoints').selectAll().where('organization', '=', a!)
  const checkpoints = await deps.store.rows(query)
  return { town, store: deps.store, a: a!, b: b!, rows, other, kept, checkpoints, sizes, begin }
}

async function cutAtFirst(town: Town, organization: string): Promise<void> {
  const [first] = await listCheckpoints(town.deps.store, organization, { after: 0, limit: 1 })
  const deps = { ...town.deps, journalDays: 90, clock: () => first!.at + 90 * 86_400_000 + 1 }
  await cutJournals(deps)
  if ((await lastCut(deps.store, organization)) === undefined) throw new Error('the journal was not cut')
}

export type Trial = {
  readonly kind: Kind
  readonly found: boolean
  /** The first bad record is named rightly; `undefined` where the journal alone cannot tell. */
  readonly named?: boolean
  readonly what: string
}

/** Tampers, verifies, undoes. */
export async function trial(scene: Scene, kind: Kind, seed: number, index: number): Promise<Trial> {
  const tampering = TAMPERINGS[kind](scene, rngFrom(seed, index))
  await replaceJournal(scene, tampering)
  const { auditKeys } = scene.town.deps
  const kept = tampering.kept === undefined ? {} : { kept: [tampering.kept] }
  const verdict = await verifyLogs(scene.store, scene.a, { verify: auditKeys.verify, ...kept })
  await replaceJournal(scene, { rows: scene.rows })
  const found = !verdict.journal.valid || verdict.problem !== undefined
  const sequence = verdict.journal.valid ? undefined : verdict.journal.sequence
  return {
    kind,
    found,
    ...(tampering.first !== undefined && { named: sequence === tampering.first }),
    what: `${kind} ${tampering.what}, named ${String(sequence)}`,
  }
}

type Tampering = {
  readonly rows: readonly JournalRow[]
  readonly head?: Head
  readonly kept?: Checkpoint
  /** Checkpoints that were made of more records are gone too. */
  readonly rolledBack?: boolean
  readonly first?: number
  readonly what: string
}

const TAMPERINGS: Readonly<Record<Kind, (scene: Scene, random: Rng) => Tampering>> = {
  edit: ({ rows, begin }, random) => {
    const at = random.below(rows.length)
    const edits: Partial<JournalRow>[] = [
      { at: rows[at]!.at + 1 },
      { actor_account: 'usr_x' },
      { actor_type: 'system' },
      { actor_address: '203.0.113.5' },
      { actor_session: 'ses_x' },
      { on_behalf_of: 'usr_y' },
      { command: 'x' },
      { reason: 'because' },
      { type: 'group.deleted' },
      { data: '{}' },
      { data: '{' },
      { change: 0 },
      { hash: 'f'.repeat(64) },
      { previous_hash: 'f'.repeat(64) },
    ]
    const edit = edits[random.below(edits.length)]!
    const changed = rows.map((row, n) => (n === at ? { ...row, ...edit } : row))
    return { rows: changed, first: begin.sequence + at + 1, what: `${Object.keys(edit).join()} of ${at + 1}` }
  },
  delete: ({ rows, begin }, random) => {
    const at = random.below(rows.length)
    const closed = random.chance(0.5)
    const left = rows.filter((_, n) => n !== at)
    return {
      rows: closed ? left.map(placed(begin)) : left,
      first: begin.sequence + at + 1,
      what: `${at + 1}${closed ? ' and closed the gap' : ''}`,
    }
  },
  insert: ({ rows, begin }, random) => {
    const at = random.below(rows.length)
    const from = random.below(rows.length)
    const copy = rows[from]!
    const more = [...rows.slice(0, at), copy, ...rows.slice(at)]
    return {
      rows: more.map(placed(begin)),
      first: begin.sequence + (from === at ? at + 2 : at + 1),
      what: `${from + 1} before ${at + 1}`,
    }
  },
  reorder: ({ rows, begin }, random) => {
    const at = random.below(rows.length - 1)
    const to = at + 1 + random.below(rows.length - at - 1)
    const moved = [...rows]
    ;[moved[at], moved[to]] = [rows[to]!, rows[at]!]
    return {
      rows: moved.map(placed(begin)),
      first: begin.sequence + at + 1,
      what: `${at + 1} and ${to + 1}`,
    }
  },
  truncate: ({ rows }, random) => {
    const at = 1 + random.below(rows.length - 1)
    const last = rows[at - 1]!
    // With the head made to fit: what stands in the database agrees with itself.
    const head = headOf(last)
    return { rows: rows.slice(0, at), head, first: last.sequence + 1, what: `behind ${at}` }
  },
  rewrite: (scene, random) => {
    const { rows, sizes, begin } = scene
    const at = random.below(Math.max(...sizes) - begin.sequence)
    const forged = rewritten(begin, rows, at)
    // Hashes fit again: only a signature tells, for everything behind the last checkpoint before.
    const first = sizes.findLast((size) => size <= begin.sequence + at) ?? 0
    return { rows: forged, head: headOf(forged.at(-1)!), first: first + 1, what: `from ${at + 1}` }
  },
  swap: ({ rows, other, a, begin }, random) => {
    const at = random.below(Math.min(rows.length, other.length))
    const whole = random.chance(0.5)
    const foreign = (row: JournalRow): JournalRow => ({ ...row, organization: a })
    const mixed = whole
      ? other.map(foreign)
      : rows.map((row, n) => (n === at ? foreign({ ...other[at]!, sequence: row.sequence }) : row))
    const last = mixed.at(-1)!
    const head = { organization: a, sequence: last.sequence, hash: last.hash }
    return {
      rows: mixed,
      head,
      first: whole ? 1 : begin.sequence + at + 1,
      what: whole ? 'all' : `record ${at + 1}`,
    }
  },
  'roll back': ({ rows, kept, begin }, random) => {
    // The whole database as it was, checkpoints too, which somebody kept the newest of: seen by that alone.
    const at = 1 + random.below(kept.journal.size - begin.sequence - 1)
    const last = rows[at - 1]!
    const left = { rows: rows.slice(0, at), head: headOf(last) }
    return { ...left, kept, rolledBack: true, first: last.sequence + 1, what: `to ${at}` }
  },
}

function placed({ sequence }: Head): (row: JournalRow, at: number) => JournalRow {
  return (row, at) => ({ ...row, sequence: sequence + at + 1 })
}

/** Everything from a record on with another author, and fitting hashes. */
function rewritten(begin: Head, rows: readonly JournalRow[], at: number): JournalRow[] {
  let head: Head = at === 0 ? begin : headOf(rows[at - 1]!)
  const forged = rows.slice(at).map((row) => {
    const record = recordOf(row)
    const [made] = chain(head, { ...record, actor: { ...record.actor, account: 'usr_forged' } }, [
      record.event,
    ])
    head = made!
    return rowOf(made!)
  })
  return [...rows.slice(0, at), ...forged]
}

function headOf({ organization, sequence, hash }: JournalRow): Head {
  return { organization, sequence, hash }
}

type Replaced = Pick<Tampering, 'rows' | 'head' | 'rolledBack'>

/** The journal of the first organization, and its head, as they are given. */
async function replaceJournal(scene: Scene, { rows, head, rolledBack = false }: Replaced): Promise<void> {
  const { store, a, rows: own, checkpoints } = scene
  const { build } = store
  const { sequence, hash } = head ?? headOf(own.at(-1)!)
  const left = checkpoints.filter(({ journal_size }) => !rolledBack || journal_size <= sequence)
  const { outcome } = await store.write([
    build.remove('journal', { organization: a }),
    ...rows.map((row) => build.insert('journal', row)),
    build.remove('checkpoints', { organization: a }),
    ...left.map((row) => build.insert('checkpoints', row)),
    build.update('organizations', { id: a }, { sequence, head_hash: hash }),
  ])
  if (outcome !== 'committed') throw new Error(`the tampering was not written: ${outcome}`)
}
