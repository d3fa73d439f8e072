/**
 * R21: somebody who can write to the database changes it in one place, in one of eight ways; verifying has to find it, and
 * to name the first bad record where the journal itself can tell. Each trial works on the same store and undoes itself.
 */
import { randomBytes } from 'node:crypto'
import { keepAudit } from '../../src/operations/audit/keep-checkpoints.ts'
import { chain, genesis, type Head } from '../../src/store/journal.ts'
import { recordOf, rowOf } from '../../src/store/journal-rows.ts'
import {
  type Checkpoint,
  lastCheckpoint,
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
}

/** Two organizations with journals of some length and several checkpoints. */
export async function tamperedScene(options: StoreOptions, length = 120): Promise<Scene> {
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
  return { town, store: deps.store, a: a!, b: b!, rows, other, kept, checkpoints, sizes }
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
  edit: ({ rows }, random) => {
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
    return { rows: changed, first: at + 1, what: `${Object.keys(edit).join()} of ${at + 1}` }
  },
  delete: ({ rows }, random) => {
    const at = random.below(rows.length)
    const closed = random.chance(0.5)
    const left = rows.filter((_, n) => n !== at)
    return {
      rows: closed ? left.map(placed) : left,
      first: at + 1,
      what: `${at + 1}${closed ? ' and closed the gap' : ''}`,
    }
  },
  insert: ({ rows }, random) => {
    const at = random.below(rows.length)
    const from = random.below(rows.length)
    const copy = rows[from]!
    const more = [...rows.slice(0, at), copy, ...rows.slice(at)]
    return {
      rows: more.map(placed),
      first: from === at ? at + 2 : at + 1,
      what: `${from + 1} before ${at + 1}`,
    }
  },
  reorder: ({ rows }, random) => {
    const at = random.below(rows.length - 1)
    const to = at + 1 + random.below(rows.length - at - 1)
    const moved = [...rows]
    ;[moved[at], moved[to]] = [rows[to]!, rows[at]!]
    return {
      rows: moved.map(placed),
      first: at + 1,
      what: `${at + 1} and ${to + 1}`,
    }
  },
  truncate: ({ rows, a }, random) => {
    const at = 1 + random.below(rows.length - 1)
    const last = rows[at - 1]!
    // With the head made to fit: what stands in the database agrees with itself.
    const head = { organization: a, sequence: at, hash: last.hash }
    return { rows: rows.slice(0, at), head, first: at + 1, what: `behind ${at}` }
  },
  rewrite: (scene, random) => {
    const { rows, sizes, a } = scene
    const at = random.below(Math.max(...sizes))
    const forged = rewritten(a, rows, at)
    // Hashes fit again: only a signature tells, for everything behind the last checkpoint before.
    const first = sizes.findLast((size) => size <= at) ?? 0
    const last = forged.at(-1)!
    const head = { organization: a, sequence: last.sequence, hash: last.hash }
    return { rows: forged, head, first: first + 1, what: `from ${at + 1}` }
  },
  swap: ({ rows, other, a }, random) => {
    const at = random.below(Math.min(rows.length, other.length))
    const whole = random.chance(0.5)
    const foreign = (row: JournalRow): JournalRow => ({ ...row, organization: a })
    const mixed = whole
      ? other.map(foreign)
      : rows.map((row, n) => (n === at ? foreign({ ...other[at]!, sequence: n + 1 }) : row))
    const last = mixed.at(-1)!
    const head = { organization: a, sequence: last.sequence, hash: last.hash }
    return { rows: mixed, head, first: whole ? 1 : at + 1, what: whole ? 'all' : `record ${at + 1}` }
  },
  'roll back': ({ rows, a, kept }, random) => {
    // The whole database as it was, checkpoints too, which somebody kept the newest of: seen by that alone.
    const at = 1 + random.below(kept.journal.size - 1)
    const last = rows[at - 1]!
    const head = { organization: a, sequence: at, hash: last.hash }
    return { rows: rows.slice(0, at), head, kept, rolledBack: true, first: at + 1, what: `to ${at}` }
  },
}

function placed(row: JournalRow, at: number): JournalRow {
  return { ...row, sequence: at + 1 }
}

/** Everything from a record on with another author, and fitting hashes. */
function rewritten(organization: string, rows: readonly JournalRow[], at: number): JournalRow[] {
  let head: Head = at === 0 ? genesis(organization) : headOf(rows[at - 1]!)
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
