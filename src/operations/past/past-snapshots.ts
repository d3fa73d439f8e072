/**
 * Organizations as they were: rebuilt by replaying their journals, from the nearest one that is still kept or was written
 * down (state checkpoints). The last few of the whole server are kept, and one is rebuilt at a time, so that questions
 * about the past cannot crowd out the rest.
 */
import { type Snapshot, snapshotFrom, stateOf } from '../../core/index.ts'
import { JournalGap, readJournal, recordAt, type Store } from '../../store/store.ts'
import type { CutStates } from './cut-states.ts'
import { founded, Replay } from './replay.ts'
import type { StateCheckpoints } from './state-checkpoints.ts'

const PAGE = 1000
const KEPT = 8

type Options = {
  /** How many are kept. */
  readonly kept?: number
  /** Where to go on from what was written down. */
  readonly states?: Pick<StateCheckpoints, 'nearest'>
  /** Where to begin in journals whose beginning was removed. */
  readonly cuts?: Pick<CutStates, 'latest' | 'stateAt'>
}

export class PastSnapshots {
  readonly #store: Store
  readonly #kept: number
  readonly #states: Options['states']
  readonly #cuts: Options['cuts']
  /** By organization and revision; least recently used first. They are read, and never forked or settled over. */
  readonly #snapshots = new Map<string, Snapshot>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(store: Store, { kept = KEPT, states, cuts }: Options = {}) {
    this.#store = store
    this.#kept = kept
    this.#states = states
    this.#cuts = cuts
  }

  /** How many are kept now. */
  get size(): number {
    return this.#snapshots.size
  }

  /**
   * @param organization its id
   * @param revision one that its journal has reached, from 1
   * @throws JournalGap, UnusableCut
   */
  async at(organization: string, revision: number): Promise<Snapshot> {
    return this.#find(organization, revision) ?? this.#inTurn(() => this.#rebuilt(organization, revision))
  }

  /** One of the caller's own, to go on from. @param revision 0: before the first record */
  async copy(organization: string, revision: number): Promise<Snapshot> {
    if (revision > 0) return copyOf(await this.at(organization, revision))
    return founded((await recordAt(this.#store, organization, 1))?.event)
  }

  async #rebuilt(organization: string, revision: number): Promise<Snapshot> {
    const there = this.#find(organization, revision)
    if (there !== undefined) return there
    const start = await this.#start(organization, revision)
    const replay = new Replay(start)
    for (let next = (start?.revision ?? 0) + 1; next <= revision; ) {
      const records = await readJournal(this.#store, organization, next, Math.min(PAGE, revision - next + 1))
      if (records.length === 0) throw new Error(`the journal of \`${organization}\` ends before ${revision}`)
      replay.take(records.map(({ event }) => event))
      next += records.length
    }
    return this.#keep(organization, replay.end()!)
  }

  /** The last one before: of those that are kept here, of those that were written down, or where the journal begins. */
  async #start(organization: string, revision: number): Promise<Snapshot | undefined> {
    const kept = this.#nearest(organization, revision)
    const cut = await this.#cuts?.latest(organization)
    if (cut !== undefined && revision < cut.through) throw new JournalGap(organization, revision, cut)
    const after = Math.max(kept?.revision ?? 0, cut?.through ?? 0)
    const written = await this.#states?.nearest(organization, revision, after)
    if (written !== undefined) return written
    if (cut !== undefined && cut.through > (kept?.revision ?? 0)) return this.#cuts!.stateAt(cut)
    return kept && copyOf(kept)
  }

  #find(organization: string, revision: number): Snapshot | undefined {
    const snapshot = this.#snapshots.get(`${organization} ${revision}`)
    return snapshot && this.#keep(organization, snapshot)
  }

  /** The last one before. */
  #nearest(organization: string, revision: number): Snapshot | undefined {
    let nearest: Snapshot | undefined
    for (const snapshot of this.#snapshots.values()) {
      if (snapshot.organization.id !== organization || snapshot.revision > revision) continue
      if (nearest === undefined || snapshot.revision > nearest.revision) nearest = snapshot
    }
    return nearest
  }

  #keep(organization: string, snapshot: Snapshot): Snapshot {
    const key = `${organization} ${snapshot.revision}`
    this.#snapshots.delete(key)
    this.#snapshots.set(key, snapshot)
    if (this.#snapshots.size > this.#kept) this.#snapshots.delete(this.#snapshots.keys().next().value!)
    return snapshot
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

function copyOf(snapshot: Snapshot): Snapshot {
  return snapshotFrom(stateOf(snapshot))
}
