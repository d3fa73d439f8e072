/** Cuts of journals in the database: found, read, and written together with the removal of what they tell of. */
import type { Builder } from './builder.ts'
import { type Checkpoint, checkpointOf } from './checkpoint.ts'
import { ChainReader, genesis, type Head, type JournalRecord } from './journal.ts'
import { cutOf, cutRow, type JournalCut } from './journal-cut.ts'
import { readable, recordPage } from './journal-pages.ts'
import { MerkleTree } from './merkle.ts'
import type { Store } from './open.ts'
import type { Reads, Write } from './statement.ts'
import type { CheckpointRow } from './tables.ts'

const PAGE = 1000

/** The newest one: where the journal begins. */
export async function lastCut(store: Store, organization: string): Promise<JournalCut | undefined> {
  const query = store.build.from
    .selectFrom('journal_cuts')
    .selectAll()
    .where('organization', '=', organization)
  const row = await store.first(query.orderBy('number', 'desc').limit(1))
  return row && cutOf(row)
}

/** All of them in their order: one a day at most. */
export async function journalCuts(store: Store, organization: string): Promise<JournalCut[]> {
  const query = store.build.from
    .selectFrom('journal_cuts')
    .selectAll()
    .where('organization', '=', organization)
  return (await store.rows(query.orderBy('number'))).map(cutOf)
}

/** The state at the newest cut, in parts, in their order. */
export async function cutParts(store: Store, organization: string): Promise<string[]> {
  const query = store.build.from.selectFrom('journal_cut_parts').select('content')
  const rows = await store.rows(query.where('organization', '=', organization).orderBy('part'))
  return rows.map(({ content }) => content)
}

/** A checkpoint at which a journal may be cut. */
export type CutPlace = { readonly checkpoint: Checkpoint; readonly peaks: string }

type Limits = {
  /** Only records from before this; epoch milliseconds. */
  readonly before: number
  /** So many records at once, where there is a checkpoint that allows it. */
  readonly most: number
}

/**
 * The newest checkpoint all of whose records are older than the limit, and that is not made of the last record.
 * @returns `undefined` where nothing that is there is that old
 */
export async function cutPlace(
  store: Store,
  organization: string,
  { before, most }: Limits,
): Promise<CutPlace | undefined> {
  const { from } = store.build
  const begin = (await lastCut(store, organization))?.through ?? 0
  const row = from.selectFrom('organizations').select('sequence').where('id', '=', organization)
  const end = (await store.first(row))?.sequence ?? 0
  const newest = async (below: number): Promise<CheckpointRow | undefined> => {
    const old = from
      .selectFrom('checkpoints')
      .selectAll()
      .where('organization', '=', organization)
      .where('at', '<', before)
      .where('journal_size', '>', begin)
      .where('journal_size', '<', below)
    const bounded = old
      .where('journal_size', '<=', begin + most)
      .orderBy('number', 'desc')
      .limit(1)
    return (await store.first(bounded)) ?? (await store.first(old.orderBy('number').limit(1)))
  }
  let found = await newest(end)
  if (found === undefined) return undefined
  // A clock may have stood wrong when it was signed.
  const late = from.selectFrom('journal').select('sequence').where('organization', '=', organization)
  const first = await store.first(
    late.where('sequence', '<=', found.journal_size).where('at', '>=', before).orderBy('sequence').limit(1),
  )
  if (first !== undefined) found = await newest(first.sequence)
  return found && { checkpoint: checkpointOf(found), peaks: found.peaks }
}

export type Whole = { readonly records: number; readonly last: JournalRecord }

/**
 * Reads what a cut would remove, as it is at one moment, and shows that it is what was written.
 * @param take gets the records in their order, only such as are bound into the chain
 * @returns the first bad sequence and why, or the last record
 */
export async function readRemovable(
  store: Store,
  last: JournalCut | undefined,
  { checkpoint, peaks }: CutPlace,
  take: (records: readonly JournalRecord[]) => void,
): Promise<Whole | { readonly sequence: number; readonly why: string }> {
  return store.consistent(() => removable(store.build, last, { checkpoint, peaks }, take))
}

function* removable(
  build: Builder,
  last: JournalCut | undefined,
  { checkpoint, peaks }: CutPlace,
  take: (records: readonly JournalRecord[]) => void,
): Reads<Whole | { readonly sequence: number; readonly why: string }> {
  const { organization } = checkpoint
  const { size, root, head } = checkpoint.journal
  const begin: Head =
    last === undefined ? genesis(organization) : { organization, sequence: last.through, hash: last.head }
  const tree = last === undefined ? MerkleTree.empty() : MerkleTree.from(last.peaks)
  const reader = new ChainReader(begin)
  let final: JournalRecord | undefined
  for (let next = begin.sequence + 1; next <= size; next += PAGE) {
    const rows = yield recordPage(build, organization, next, Math.min(PAGE, size - next + 1))
    const records: JournalRecord[] = []
    for (const row of rows) {
      const record = readable(row)
      if (record === undefined) {
        reader.refuse('its data is not readable')
        break
      }
      reader.read(record)
      tree.append(record.hash)
      records.push(record)
    }
    const verdict = reader.verdict()
    if (!verdict.valid) return { sequence: verdict.sequence, why: verdict.why }
    take(records)
    final = records.at(-1) ?? final
  }
  if (final?.sequence !== size || final.hash !== head || tree.root !== root || tree.peaks !== peaks)
    return { sequence: begin.sequence + 1, why: `it is not what checkpoint ${checkpoint.number} was made of` }
  return { records: size - begin.sequence, last: final }
}

/** The cut, the state there, and the removal: all of it, or nothing. Of two replicas that do it, one does. */
export function cutJournal(build: Builder, cut: JournalCut, parts: readonly string[]): Write[] {
  const { organization, through, count } = cut
  const { from } = build
  const upTo = (table: 'journal' | 'state_checkpoints' | 'state_checkpoint_parts') =>
    from.deleteFrom(table).where('organization', '=', organization).where('sequence', '<=', through).compile()
  return [
    build.insert('journal_cuts', cutRow(cut)),
    build.remove('journal_cut_parts', { organization }),
    ...parts.map((content, part) => build.insert('journal_cut_parts', { organization, part, content })),
    { ...upTo('journal'), one: 'journal.cut', count },
    upTo('state_checkpoint_parts'),
    upTo('state_checkpoints'),
  ]
}
