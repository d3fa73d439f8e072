/**
 * `access diagnose`: what stands in somebody's way. The core judges; this gathers what only side tables know, as far as the
 * reader may be told of it, and asks no more of the store for one stranger than for another.
 */

import { OPERATIONS } from '../../contract/table.ts'
import { authorize } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import { recalled } from '../denials/recall.ts'
import type { Deps } from '../deps.ts'
import { keepDiagnosis } from '../diagnoses/keep-diagnosis.ts'
import { momentOf, pastAt } from '../past/moment.ts'
import { enter, type Scene, sceneOf } from '../scene.ts'
import { diagnosed } from './diagnosed.ts'
import { diagnosisFacts } from './diagnosis-facts.ts'
import { goalOf } from './goal.ts'
import { refusedAnswer } from './refused-then.ts'

export function diagnoseAccess(deps: Deps): UseCase<'diagnoseAccess'> {
  return async (asked, call) => {
    const { living, caller } = await enter(deps, asked.params.organization, call)
    const present = (): Scene => sceneOf(living, caller, call)
    const { input, denial } = await recalled(deps, present, asked)
    const authorized = (): Scene => {
      const scene = present()
      authorize(scene, OPERATIONS.diagnoseAccess, input)
      return scene
    }
    const before = authorized()
    const moment = momentOf(input)
    // Refused before anything is read for it.
    if (moment === undefined) goalOf(before, input.body.goal)
    const past = moment && (await pastAt(deps, living, moment))
    const facts = await diagnosisFacts(deps, before, input.body.principal, past !== undefined)
    const refused = denial && (await refusedAnswer(deps, authorized, input, denial))
    // After waiting the organization is looked at anew, and then in one go.
    const today = authorized()
    const scene = past === undefined ? today : { ...today, snapshot: past.snapshot, now: past.at, today }
    const answer = { ...diagnosed(scene, input, facts), ...(refused !== undefined && { refused }) }
    const kept = facts.tenants.length === 0 ? answer : diagnosed(scene, input, { ...facts, tenants: [] })
    const id = await keepDiagnosis(deps, scene, kept, denial?.reference)
    return { answer: { ...(id !== undefined && { id }), ...answer }, revision: living.revision }
  }
}
