/** Which open diagnoses a change passes over by giving more (F84), and what the activity log says of it. */
import { gainers, type Proposal, passedOver, type UnderDiagnosis } from '../../core/index.ts'
import { listStoredDiagnoses, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { openSince } from './life.ts'

/** So many people are asked about by name; where more gain, all that is open is looked at. */
const NAMED = 500
const MOST = 5000

/** Nothing is read for a change that gives nobody anything. */
export async function openAndPassedOver(
  { store }: Deps,
  { living, now }: Scene,
  { guarded }: Proposal,
): Promise<readonly UnderDiagnosis[]> {
  const gaining = gainers(guarded)
  if (gaining.size === 0) return []
  const open = await listStoredDiagnoses(store, living.id, {
    openSince: openSince(now),
    limit: MOST,
    ...(gaining.size <= NAMED && { principals: [...gaining] }),
  })
  return passedOver(gaining, open)
}

/** In the transaction of the change; the reason stands in its journal record. */
export function notedAsPassedOver(
  deps: Deps,
  { living, call, now }: Scene,
  over: readonly UnderDiagnosis[],
): readonly Write[] {
  return over.flatMap(({ id, principal, code }) =>
    activity(deps, {
      type: 'diagnosis.passed_over',
      organization: living.id,
      actor: actorOf(call),
      at: now,
      data: { diagnosis: id, account: principal, code },
    }),
  )
}
