/** The engine that ships, as the proofs see it. */
import { createHash } from 'node:crypto'
import {
  certify,
  decide,
  grantors,
  isRefusal,
  propose,
  type Snapshot,
  SYSTEM,
  snapshotFrom,
  stateOf,
  what,
  who,
} from '../../src/core/index.ts'
import type { Engine } from './engine.ts'

export const realEngine: Engine<Snapshot> = {
  snapshotFrom,
  stateOf,
  decide,
  certify,
  who,
  grantors,
  what: (snapshot, principal, scope, now) =>
    what(snapshot, principal, now, scope).flatMap((allowed) => allowed.permissions),
  judge(snapshot, events, now, actor) {
    const context = {
      actor: actor === undefined ? SYSTEM : ({ type: 'principal', id: actor } as const),
      now,
      newId: (prefix: string) => `${prefix}_new`,
      sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
    }
    const outcome = propose(snapshot, () => events, undefined, context, { dryRun: actor === undefined })
    if (!isRefusal(outcome)) return { impact: outcome.impact.entries, after: stateOf(outcome.after) }
    return outcome.missing === undefined
      ? { code: outcome.code }
      : { code: outcome.code, missing: outcome.missing }
  },
}
