/**
 * Writes state checkpoints beside the work: one is due after as many records as a replay may take, and, in a large
 * organization, as many as the state has rows. So the whole of them costs no more than the journal itself.
 */
import { heads, lastCut } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { periodically } from '../periodically.ts'

/** How often it is looked whether one is due, in milliseconds. */
const LOOK = 60_000
/** Records that a question about the past replays at most, in an organization with no more rows than that. */
const RECORDS = 1000

type Keeping = Pick<Deps, 'store' | 'clock' | 'logger' | 'past' | 'states'>

/** Every minute until it is stopped. */
export function keepStates(deps: Keeping): () => Promise<void> {
  const failed = (err: unknown): void => deps.logger.error({ err }, 'cannot write state checkpoints')
  return periodically(LOOK, () => keepStatesNow(deps), failed)
}

/** One look at every organization; as many checkpoints as are due, each from the one before. */
export async function keepStatesNow(
  { store, clock, past, states }: Keeping,
  records = RECORDS,
): Promise<void> {
  for (const { organization, sequence } of await heads(store)) {
    for (;;) {
      const last = await states.latest(organization)
      const cut = last === undefined ? await lastCut(store, organization) : undefined
      const { through = 0, state } = cut ?? {}
      const next = (last?.sequence ?? through) + Math.max(records, last?.size ?? state?.size ?? 0)
      if (next > sequence) break
      if (!(await states.keep(await past.at(organization, next), clock()))) return
    }
  }
}
