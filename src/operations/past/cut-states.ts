/**
 * What organizations were where their journals were cut: the only way to what happened before the first record that is
 * left. A state is used only as it was signed.
 */
import { type OrganizationState, type Snapshot, snapshotFrom } from '../../core/index.ts'
import {
  cutFault,
  cutParts,
  cutStateProblem,
  type JournalCut,
  lastCut,
  StateHash,
  type Store,
  type Verify,
} from '../../store/store.ts'
import { stateIn } from './state-parts.ts'

/** How a state of each format becomes one of today. A cut outlives the program that made it: none is ever left out. */
export const STATE_READINGS: Readonly<Record<number, (state: OrganizationState) => OrganizationState>> = {
  1: (state) => state,
  // Providers may have settings since.
  2: (state) => state,
}

/** The state at a cut is not what was signed, so nothing can be told from it. */
export class UnusableCut extends Error {
  readonly organization: string

  constructor({ organization }: JournalCut, why: string) {
    super(`the journal of \`${organization}\` begins at a cut that cannot be used: ${why}`)
    this.name = 'UnusableCut'
    this.organization = organization
  }
}

export class CutStates {
  readonly #store: Store
  readonly #verify: Verify

  constructor(store: Store, verify: Verify) {
    this.#store = store
    this.#verify = verify
  }

  /** The newest cut; `undefined` where the journal is whole. */
  async latest(organization: string): Promise<JournalCut | undefined> {
    return lastCut(this.#store, organization)
  }

  /**
   * The organization as it was there, a copy of the caller's own.
   * @throws UnusableCut
   */
  async stateAt(cut: JournalCut): Promise<Snapshot> {
    const parts = await cutParts(this.#store, cut.organization)
    const hash = new StateHash()
    for (const part of parts) hash.add(part)
    const read = STATE_READINGS[cut.state.format]
    const why =
      cutFault(cut, this.#verify) ??
      cutStateProblem(cut, hash.end()) ??
      (read === undefined ? 'a newer program wrote it' : undefined)
    if (why !== undefined) throw new UnusableCut(cut, why)
    return snapshotFrom(read!(stateIn(parts)))
  }
}
