/**
 * Keeps and finds state checkpoints. Each is made by replaying the journal from the one before, never from the tables,
 * and sealed with the install's secret key over the record that it stands at: one that was written by somebody else,
 * for another journal, or by a program with other states, is not used, and the journal is replayed from further back.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Snapshot, STATE_FORMAT, snapshotFrom, stateOf } from '../../core/index.ts'
import {
  keepStateCheckpoint,
  recordAt,
  type StateCheckpoint,
  type Store,
  stateCheckpointParts,
  stateCheckpoints,
} from '../../store/store.ts'
import type { Logger } from '../logger.ts'
import { partsOf, sizeOf, stateIn } from './state-parts.ts'

/** So many are looked at before the journal is replayed from the beginning. */
const TRIED = 3

type Needs = { readonly store: Store; readonly secretKey: Uint8Array; readonly logger: Logger }

export class StateCheckpoints {
  readonly #store: Store
  readonly #key: Buffer
  readonly #logger: Logger

  constructor({ store, secretKey, logger }: Needs) {
    this.#store = store
    this.#key = createHmac('sha256', secretKey).update('state checkpoints').digest()
    this.#logger = logger
  }

  /** The latest one of any that can be used, by its sequence and size. */
  async latest(organization: string): Promise<Pick<StateCheckpoint, 'sequence' | 'size'> | undefined> {
    const last = await stateCheckpoints(this.#store, organization, Number.MAX_SAFE_INTEGER, STATE_FORMAT, 1)
    return last[0]
  }

  /**
   * The organization as it was at the latest checkpoint up to a revision.
   * @param after only a later one than this helps the caller
   */
  async nearest(organization: string, revision: number, after: number): Promise<Snapshot | undefined> {
    const found = await stateCheckpoints(this.#store, organization, revision, STATE_FORMAT, TRIED)
    for (const checkpoint of found) {
      if (checkpoint.sequence <= after) return undefined
      const parts = await stateCheckpointParts(this.#store, checkpoint)
      if (await this.#isGenuine(checkpoint, parts)) return snapshotFrom(stateIn(parts))
      const { sequence } = checkpoint
      this.#logger.warn({ organization, sequence }, 'a state checkpoint is not as it was written: not used')
    }
    return undefined
  }

  /**
   * @param snapshot replayed; it is read in one go
   * @returns whether it is there now
   */
  async keep(snapshot: Snapshot, now: number): Promise<boolean> {
    const state = stateOf(snapshot)
    const { revision: sequence } = state
    const organization = state.organization.id
    const parts = await partsOf(state)
    const record = await recordAt(this.#store, organization, sequence)
    if (record === undefined) throw new Error(`the journal of \`${organization}\` ends before ${sequence}`)
    const told = { organization, sequence, headHash: record.hash, format: STATE_FORMAT, size: sizeOf(state) }
    const checkpoint = { ...told, seal: this.#sealOf(told, parts), createdAt: now }
    const { outcome } = await this.#store.write(keepStateCheckpoint(this.#store.build, checkpoint, parts))
    // Another replica that writes the same at the same moment says the same.
    const there = outcome === 'committed' || outcome === 'conflict'
    if (!there) this.#logger.error({ outcome, organization, sequence }, 'cannot write a state checkpoint')
    return there
  }

  async #isGenuine(checkpoint: StateCheckpoint, parts: readonly string[]): Promise<boolean> {
    const { organization, sequence, headHash, seal } = checkpoint
    if (!isSame(this.#sealOf(checkpoint, parts), seal)) return false
    const record = await recordAt(this.#store, organization, sequence)
    return record?.hash === headHash
  }

  #sealOf(told: Omit<StateCheckpoint, 'seal' | 'createdAt'>, parts: readonly string[]): string {
    const { organization, sequence, headHash, format, size } = told
    const seal = createHmac('sha256', this.#key)
    seal.update(JSON.stringify([organization, sequence, headHash, format, size, parts.length]))
    for (const part of parts) seal.update(`\n${part.length}\n`).update(part)
    return seal.digest('hex')
  }
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
