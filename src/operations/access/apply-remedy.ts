/**
 * Applies a remedy of a diagnosis: its edits as one change, by the same commands, permissions and guards as ever. It is
 * refused where the organization has changed since it was worked out, or where it no longer leads there.
 */
import {
  carryOut,
  type Edit,
  helps,
  type RemedyQuestion,
  refuse,
  remedyOfId,
  remedyQuestionOf,
  takenBy,
} from '../../core/index.ts'
import { demand } from '../authorize.ts'
import type { Input, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { sha256 } from '../sha256.ts'
import { goalOf } from './goal.ts'
import { readerOf } from './reader.ts'

export function applyRemedy(deps: Deps): UseCase<'applyRemedy'> {
  return (input, call) =>
    perform(
      deps,
      'applyRemedy',
      input,
      call,
      (scene) => {
        const question = questionOf(scene, input)
        const edits = editsOf(scene, question, input.body.remedy)
        return {
          command: carryOut,
          input: { edits },
          check: (proposal) => {
            if (!helps(question, proposal, true)) throw gone()
          },
          because: `a remedy for ${question.principal}`,
          isRemedy: true,
        }
      },
      (scene, events) => {
        const { principal } = questionOf(scene, input)
        return { principal, remedy: input.body.remedy, events: events.map(({ type }) => type) }
      },
    )
}

/** As the diagnosis asked it for the same reader: what they may not see is no remedy here either. */
function questionOf(scene: Scene, { body }: Input<'applyRemedy'>): RemedyQuestion {
  const { snapshot, now } = scene
  const principal = idOf(scene, body.principal) ?? body.principal
  const goal = goalOf(scene, body.goal)
  return remedyQuestionOf({ snapshot, principal, goal, now, sha256, reader: readerOf(scene, principal) })
}

/** @throws Refused where there is no such remedy any more, or the caller may not do one of its edits by its own command */
function editsOf(scene: Scene, question: RemedyQuestion, remedy: string): readonly Edit[] {
  const edits = remedyOfId(question, remedy)
  if (edits === undefined) throw gone()
  for (const edit of edits) {
    const { permission, scope } = takenBy(scene.snapshot, edit)
    demand(scene, permission, [scope])
  }
  return edits
}

function gone(): Refused {
  const detail = 'this remedy was worked out from another state: something has changed since'
  const next = 'compartment access diagnose EMAIL'
  return new Refused(refuse('REMEDY_GONE', detail, { field: '/remedy', next }))
}
