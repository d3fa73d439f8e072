/**
 * Keeps the audit log: seals the activity log, writes checkpoints where something changed, anchors them, and removes
 * activity whose time is over, leaving a record that says so.
 */
import {
  BrokenChain,
  batchesBefore,
  type Checkpoint,
  cutActivity,
  heads,
  INSTALL,
  lastCheckpoint,
  openPlaces,
  sealActivity,
  writeCheckpoint,
} from '../../store/store.ts'
import { activity, BY_ITSELF } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import { periodically } from '../periodically.ts'

type Keeping = Pick<
  Deps,
  'store' | 'clock' | 'logger' | 'newId' | 'activity' | 'auditKeys' | 'anchor' | 'activityDays'
>

/** How often it is looked whether a checkpoint is due, in milliseconds. */
const LOOK = 60_000
/** A checkpoint is due after so many records, or when the last is so old and something changed. */
const RECORDS = 1000
const AGE = 10 * 60_000
const DAY = 86_400_000

/** Every minute until it is stopped. */
export function keepCheckpoints(deps: Keeping): () => Promise<void> {
  const failed = (err: unknown): void => deps.logger.error({ err }, 'cannot keep the audit log')
  const stop = periodically(LOOK, () => keepAudit(deps), failed)
  return async () => {
    await stop()
    await deps.activity.close()
  }
}

/** One look at every organization. */
export async function keepAudit(deps: Keeping): Promise<void> {
  await deps.activity.flush()
  const now = deps.clock()
  for (const place of await openPlaces(deps.store)) await sealActivity(deps.store, place, now)
  for (const { organization, sequence } of await heads(deps.store)) {
    await cutOld(deps, organization, now)
    const last = await lastCheckpoint(deps.store, organization)
    if (isDue(last, sequence, now)) await checkpointNow(deps, organization)
  }
  await cutOld(deps, INSTALL, now)
  await checkpointNow(deps, INSTALL)
}

function isDue(last: Checkpoint | undefined, sequence: number, now: number): boolean {
  if (last === undefined) return true
  return sequence - last.journal.size >= RECORDS || now - last.at >= AGE
}

/**
 * Writes and anchors a checkpoint, unless nothing came since the last one.
 * @returns the newest; `undefined` where there is nothing yet, or the journal is broken (which is logged)
 */
export async function checkpointNow(deps: Keeping, organization: string): Promise<Checkpoint | undefined> {
  const { store, auditKeys, anchor, clock, logger } = deps
  try {
    const made = await writeCheckpoint(store, organization, auditKeys, clock())
    // Asked of the anchor itself: what it missed while its disk was full, it gets now.
    const anchored = made && (await anchor?.last(organization))
    if (made !== undefined && made.number > (anchored?.number ?? 0)) await anchor?.append(made)
    return made
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    logger.error({ organization, sequence: error.sequence }, 'the journal was changed: run `audit verify`')
    return undefined
  }
}

/** Removes sealed batches that are older than they are kept; the record of it is in the same transaction. */
async function cutOld(deps: Keeping, organization: string, now: number): Promise<void> {
  const { store, activityDays, logger } = deps
  if (activityDays === undefined) return
  const old = await batchesBefore(store, organization, now - activityDays * DAY)
  const last = old.at(-1)
  if (last === undefined) return
  const count = old.reduce((sum, batch) => sum + batch.count, 0)
  const data = { through: last.number, count, hash: last.hash }
  const told = activity(deps, { type: 'activity.cut', organization, actor: BY_ITSELF, at: now, data })
  const { outcome } = await store.write([
    ...told,
    ...cutActivity(store.build, organization, last.number, now),
  ])
  if (outcome !== 'committed') logger.error({ outcome, organization }, 'cannot remove old activity')
  await sealActivity(store, organization, now)
}
