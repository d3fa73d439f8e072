/** `access history`: when the answer changed, and by what; replayed from the journal. */
import type { Unparsed } from '../../contract/table.ts'
import { decide, FlipReader, isSideEffect, refuse } from '../../core/index.ts'
import { people, sequenceAt } from '../../store/store.ts'
import { instant, milliseconds } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { tellingOnlyWhatIsKept } from '../past/cannot-tell.ts'
import { type Change, changesAfter } from '../past/changes.ts'
import { Refused } from '../refused.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { may, seesEverything } from '../visible.ts'
import { type Question, questionOf } from './question.ts'

type Answer = Unparsed<'accessHistory'>
type FlipAnswer = Answer['items'][number]

export function accessHistory(deps: Deps): UseCase<'accessHistory'> {
  return (input, call) =>
    ask(deps, 'accessHistory', input, call, async (scene) => {
      const { now, snapshot } = scene
      const since = milliseconds(input.body.since)
      if (since > now) throw new Refused(refuse('INVALID', 'this is yet to come', { field: '/since' }))
      const question = questionOf(scene, input.body)
      const { principal, permission, shownScope, suggestions } = question
      const told = may(scene, 'organization.audit.read')
      const start = {
        principal,
        permission,
        scope: shownScope,
        since: instant(since),
        revision: revisionOf(scene),
        now: decide(snapshot, principal, permission, question.scope, now).code,
        left_out: told ? [] : (['changes'] as const).slice(),
        ...(suggestions !== undefined && { suggestions: [...suggestions] }),
      }
      const asked = flipsSince(deps, scene, question, since)
      return { ...start, ...(await tellingOnlyWhatIsKept(asked, '/since')) }
    })
}

/** Each time the answer changed; who changed it, and why, is for readers of the audit log. @throws JournalGap */
export async function flipsSince(
  deps: Deps,
  scene: Scene,
  question: Question,
  since: number,
): Promise<Pick<Answer, 'before' | 'items'>> {
  const told = may(scene, 'organization.audit.read')
  const { before, flips } = await replayed(deps, scene, question, since)
  return { before, items: told ? await named(deps, flips) : flips.map(({ flip }) => flip) }
}

type Found = { readonly flip: FlipAnswer; readonly change: Change | undefined; readonly sideEffect: boolean }

async function replayed(
  { store, past }: Deps,
  scene: Scene,
  { principal, permission, scope, shownScope }: Question,
  since: number,
): Promise<{ before: Answer['before']; flips: Found[] }> {
  const { living, snapshot, now } = scene
  const from = Math.min(await sequenceAt(store, living.id, since), snapshot.revision)
  const asked = { principal, permission, scope: scopeThroughTime(scene, scope, shownScope) }
  const reader = new FlipReader(await past.copy(living.id, from), asked, since)
  const before = reader.verdict.code
  const changes = new Map<number, Change>()
  for await (const change of changesAfter(store, living.id, from, snapshot.revision)) {
    if (reader.read(change)) changes.set(change.revision, change)
  }
  const flips = reader.end(now).map((flip): Found => {
    const change = flip.revision === undefined ? undefined : changes.get(flip.revision)
    return {
      change,
      sideEffect: change !== undefined && isSideEffect(change.events, principal),
      flip: {
        at: instant(flip.at),
        from: flip.from.code,
        to: flip.to.code,
        by: change === undefined ? 'time' : 'change',
        ...(change !== undefined && { revision: `${living.name}@${change.revision}` }),
      },
    }
  })
  return { before, flips }
}

/**
 * A place that was deleted and made again is another place of the same name. Whoever may know every place is told of
 * both, by the name; others are told of the one that is there.
 */
function scopeThroughTime(scene: Scene, scope: string, shown: Question['shownScope']): string {
  if (!seesEverything(scene) || shown.project === undefined) return scope
  return shown.environment === undefined ? shown.project : `${shown.project}/${shown.environment}`
}

/** With who did it, as they are called today, and why. */
async function named({ store }: Deps, flips: readonly Found[]): Promise<FlipAnswer[]> {
  const known = await people(
    store,
    flips.flatMap(({ change }) => change?.actor.account ?? []),
  )
  return flips.map(({ flip, change, sideEffect }) => {
    if (change === undefined) return flip
    const { account, type } = change.actor
    const email = account === null ? undefined : known.get(account)?.email
    return {
      ...flip,
      command: change.command,
      actor: { id: account, ...(email !== undefined && { email }), type },
      ...(change.reason !== undefined && { reason: change.reason }),
      side_effect: sideEffect,
    }
  })
}
