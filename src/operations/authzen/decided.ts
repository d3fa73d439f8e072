/** A decision as AuthZEN shows it: a denial says why, once for administrators and once for the person concerned. */
import type { Evaluation } from '../../contract/shapes/authzen.ts'
import type { Unparsed } from '../../contract/table.ts'
import { CODES, certify, decide } from '../../core/index.ts'
import { explanationAnswer } from '../access/explanation.ts'
import type { Scene } from '../scene.ts'
import { keyOf, scopeOfResource } from './resource.ts'
import { subjectId } from './subject.ts'

export type Decided = Unparsed<'authzenEvaluation'>

/** A grant has no context: whoever does not understand one may take it for a reason to refuse. */
export function decided(scene: Scene, { subject, action, resource }: Evaluation): Decided {
  const { snapshot, now } = scene
  const principal = subjectId(scene, subject)
  const key = keyOf(scene, resource.type, action.name)
  const scope = scopeOfResource(scene, resource)
  const verdict = decide(snapshot, principal, key, scope, now)
  if (verdict.allowed) return { decision: true }
  const { status, person } = CODES[verdict.code]
  const { text } = explanationAnswer(scene, certify(snapshot, principal, key, scope, now), subject.id)
  return {
    decision: false,
    context: {
      code: verdict.code,
      reason_admin: { [status]: text.join(' ') },
      reason_user: { [status]: person },
    },
  }
}
