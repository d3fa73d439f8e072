/** A kept diagnosis as it is shown: who is who is looked up when it is read. */
import type { Unparsed } from '../../contract/table.ts'
import { refuse } from '../../core/index.ts'
import { diagnosisOf, type RecordedCheck, type Store, type StoredDiagnosis } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { emailOf } from '../answers/users.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'
import { isOpen } from './life.ts'

type Answer = Unparsed<'recordCheck'>

export function diagnosisAnswer(scene: Scene, one: StoredDiagnosis): Answer {
  const { closedAt, closedBy, outcome, denial } = one
  const email = emailOf(scene, one.principal)
  return {
    id: one.id,
    principal: one.principal,
    ...(email !== '' && { email }),
    goal: JSON.parse(one.goal) as Answer['goal'],
    verdict: one.verdict as Answer['verdict'],
    code: one.code as Answer['code'],
    state: isOpen(one, scene.now) ? 'open' : 'closed',
    opened_at: instant(one.openedAt),
    opened_by: personAnswer(scene, one.openedBy),
    looked_at: instant(one.lookedAt),
    ...(closedAt !== undefined && { closed_at: instant(closedAt) }),
    ...(closedBy !== undefined && { closed_by: personAnswer(scene, closedBy) }),
    ...(outcome !== undefined && { outcome }),
    ...(denial !== undefined && { reference: denial }),
    revision: `${scene.living.name}@${one.revision}`,
    checks: one.checks.map((check) => checkAnswer(scene, check)),
  }
}

function checkAnswer(scene: Scene, { id, status, code, by, note }: RecordedCheck): Answer['checks'][number] {
  type Check = Answer['checks'][number]
  return {
    id: id as Check['id'],
    status: status as Check['status'],
    ...(code !== undefined && { code: code as Check['code'] }),
    ...(by !== undefined && { by: personAnswer(scene, by) }),
    ...(note !== undefined && { note }),
  }
}

export function personAnswer(scene: Scene, id: string): { id: string; email: string } {
  return { id, email: emailOf(scene, id) }
}

/** @throws Refused 404 */
export async function requireDiagnosis(
  store: Store,
  { living }: Scene,
  id: string,
  field = '/diagnosis',
): Promise<StoredDiagnosis> {
  const one = await diagnosisOf(store, living.id, id)
  if (one !== undefined) return one
  const next = 'compartment access diagnosis list'
  throw new Refused(refuse('NOT_FOUND', `no diagnosis \`${id}\``, { field, next }))
}

/** Ids of members alone stand in the activity log. */
export function accountIn({ living }: Scene, { principal }: StoredDiagnosis): string | undefined {
  return living.person(principal) === undefined ? undefined : principal
}
