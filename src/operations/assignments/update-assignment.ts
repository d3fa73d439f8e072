/** `assignment update`: other dates or another reason. */
import { updateAssignment as command } from '../../core/change/update-assignment.ts'
import { assignmentAnswer } from '../answers/access.ts'
import { milliseconds } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireAssignment } from '../resolve.ts'

export function updateAssignment(deps: Deps): UseCase<'updateAssignment'> {
  return (input, call) =>
    perform(
      deps,
      'updateAssignment',
      input,
      call,
      (scene) => {
        const { not_before, expires_at, reason } = input.body
        return {
          command,
          input: {
            assignment: requireAssignment(scene, input.params.assignment).id,
            ...(not_before !== undefined && { notBefore: dateOf(not_before) }),
            ...(expires_at !== undefined && { expiresAt: dateOf(expires_at) }),
            ...(reason !== undefined && { reason: reason === '' ? null : reason }),
          },
        }
      },
      (scene) => assignmentAnswer(scene, requireAssignment(scene, input.params.assignment)),
    )
}

function dateOf(text: string | null): number | null {
  return text === null ? null : milliseconds(text)
}
