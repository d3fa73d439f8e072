/** `access diagnosis list`: what is being looked into, newest first. */
import { listStoredDiagnoses, type StoredDiagnosis } from '../../store/store.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { idOf } from '../resolve.ts'
import { diagnosisAnswer } from './diagnosis-answer.ts'
import { isOpen, openSince } from './life.ts'

/** The newest so many are listed. */
const MOST = 5000

export function listDiagnoses(deps: Deps): UseCase<'listDiagnoses'> {
  return (input, call) =>
    ask(deps, 'listDiagnoses', input, call, async (scene) => {
      const { living, now } = scene
      const { user, closed } = input.query
      const kept = await listStoredDiagnoses(deps.store, living.id, {
        limit: MOST,
        ...(user !== undefined && { principals: [idOf(scene, user) ?? user] }),
        ...(closed !== true && { openSince: openSince(now) }),
      })
      const { items, next_cursor } = pageOf<StoredDiagnosis>(deps, input.query, {
        operation: 'listDiagnoses',
        organization: living.id,
        items: kept.filter((one) => closed === true || isOpen(one, now)),
        key: ({ id }) => id,
        sorts: { opened_at: ({ openedAt }) => openedAt, looked_at: ({ lookedAt }) => lookedAt },
        usually: '-opened_at',
        text: (one) => [one.id, one.code, one.principal, emailOf(scene, one.principal), one.denial ?? ''],
      })
      return { items: items.map((one) => diagnosisAnswer(scene, one)), next_cursor }
    })
}
