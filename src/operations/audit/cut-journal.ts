/**
 * Removes the beginning of journals when its time is over: up to a signed checkpoint, and only what verifies. What the
 * organization was there is written down and signed first, in the transaction that removes how it came to be so.
 */
import { type Snapshot, STATE_FORMAT, stateOf } from '../../core/index.ts'
import {
  type CutPlace,
  checkpointFault,
  cutJournal,
  cutPlace,
  GENESIS,
  heads,
  type JournalCut,
  listCheckpoints,
  readRemovable,
  StateHash,
  sealActivity,
  signedCut,
} from '../../store/store.ts'
import { activity, BY_ITSELF } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import { Replay } from '../past/replay.ts'
import { partsOf, sizeOf } from '../past/state-parts.ts'
import { periodically } from '../periodically.ts'

type Cutting = Pick<
  Deps,
  'store' | 'clock' | 'logger' | 'newId' | 'auditKeys' | 'anchor' | 'journalDays' | 'cuts'
>

/** How often it is looked, in milliseconds. */
const LOOK = 3_600_000
const DAY = 86_400_000
/** Records that one transaction removes, where checkpoints stand that close. */
const MOST = 50_000

/** Every hour until it is stopped; does nothing where the journal is kept for ever. */
export function keepJournals(deps: Cutting): () => Promise<void> {
  if (deps.journalDays === undefined) return async () => {}
  const failed = (err: unknown): void => deps.logger.error({ err }, 'cannot remove the old part of a journal')
  return periodically(LOOK, () => cutJournals(deps), failed)
}

/** One look at every organization; each is cut once a day at most, unless much is left. One that fails holds up no other. */
export async function cutJournals(deps: Cutting, most = MOST): Promise<void> {
  const { store, logger, journalDays } = deps
  if (journalDays === undefined) return
  for (const { organization } of await heads(store)) {
    try {
      while (await cutOnce(deps, { organization, days: journalDays, most })) continue
    } catch (err) {
      logger.error({ err, organization }, 'cannot remove the old part of a journal')
    }
  }
}

type Task = { readonly organization: string; readonly days: number; readonly most: number }

/** @returns whether something was removed, so that more may be due */
async function cutOnce(deps: Cutting, { organization, days, most }: Task): Promise<boolean> {
  const { store, cuts, logger } = deps
  const now = deps.clock()
  const last = await cuts.latest(organization)
  const place = await cutPlace(store, organization, { before: now - days * DAY, most })
  if (place === undefined) return false
  const count = place.checkpoint.journal.size - (last?.through ?? 0)
  if (last !== undefined && now - last.at < DAY && count < most) return false
  const why = await untrusted(deps, place)
  const made = why === undefined ? await stateThere(deps, last, place) : { why }
  if ('why' in made) {
    logger.error({ organization, ...made }, 'the journal was changed: nothing is removed, run `audit verify`')
    return false
  }
  return write(deps, last, place, { ...made, count, now })
}

/** @returns why the checkpoint is none to cut at: what would show that the journal was changed must not go */
async function untrusted(
  { store, anchor, auditKeys }: Cutting,
  { checkpoint }: CutPlace,
): Promise<string | undefined> {
  const { organization, number } = checkpoint
  const fault = checkpointFault(checkpoint, auditKeys.verify)
  if (fault !== undefined) return `checkpoint ${number}: ${fault}`
  const anchored = await anchor?.last(organization)
  if (anchored === undefined) return undefined
  const [here] = await listCheckpoints(store, organization, { after: anchored.number - 1, limit: 1 })
  return here?.hash === anchored.hash ? undefined : `checkpoint ${anchored.number} does not fit the anchor`
}

type There = { readonly snapshot: Snapshot; readonly knownFrom: number }

/** Made of the records that are about to go, in the reading that verifies them, and never of the tables. */
async function stateThere(
  { store, cuts }: Cutting,
  last: JournalCut | undefined,
  place: CutPlace,
): Promise<There | { readonly sequence: number; readonly why: string }> {
  const replay = new Replay(last && (await cuts.stateAt(last)))
  const read = await readRemovable(store, last, place, (records) =>
    replay.take(records.map(({ event }) => event)),
  )
  return 'why' in read ? read : { snapshot: replay.end()!, knownFrom: read.last.at }
}

type Made = There & { readonly count: number; readonly now: number }

async function write(
  deps: Cutting,
  last: JournalCut | undefined,
  { checkpoint, peaks }: CutPlace,
  { snapshot, knownFrom, count, now: at }: Made,
): Promise<boolean> {
  const { store, auditKeys, logger } = deps
  const { organization } = checkpoint
  const { size: through, head } = checkpoint.journal
  const state = stateOf(snapshot)
  const parts = await partsOf(state)
  const hash = new StateHash()
  for (const part of parts) hash.add(part)
  const number = (last?.number ?? 0) + 1
  const place = {
    organization,
    number,
    at,
    through,
    count,
    knownFrom,
    head,
    checkpoint: checkpoint.number,
    peaks,
  }
  const kept = { format: STATE_FORMAT, size: sizeOf(state), hash: hash.end() }
  const cut = signedCut({ ...place, state: kept, previous: last?.hash ?? GENESIS }, auditKeys)
  const data = { number, through, count, hash: cut.hash }
  const { outcome } = await store.write([
    ...activity(deps, { type: 'journal.cut', organization, actor: BY_ITSELF, at, data }),
    ...cutJournal(store.build, cut, parts),
  ])
  if (outcome === 'committed') {
    await sealActivity(store, organization, at)
    logger.info({ organization, through, count }, 'the old part of a journal was removed')
    return true
  }
  // Another replica was faster, and has removed the same.
  if (outcome !== 'conflict')
    logger.error({ outcome, organization }, 'cannot remove the old part of a journal')
  return false
}
