/** `assignment create`: a role at a scope for a user or a group. */
import { createAssignment as command } from '../../core/change/create-assignment.ts'
import { assignmentAnswer } from '../answers/access.ts'
import { milliseconds } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember, requireScope } from '../resolve.ts'

export function createAssignment(deps: Deps): UseCase<'createAssignment'> {
  return (input, call) =>
    perform(
      deps,
      'createAssignment',
      input,
      call,
      (scene) => {
        const { role, user, group, scope, not_before, expires_at, reason } = input.body
        return {
          command,
          input: {
            role,
            scope: requireScope(scene, scope),
            ...(user !== undefined && { principal: requireMember(scene, user).id }),
            ...(group !== undefined && { group }),
            ...(not_before !== undefined && { notBefore: milliseconds(not_before) }),
            ...(expires_at !== undefined && { expiresAt: milliseconds(expires_at) }),
            ...(reason !== undefined && { reason }),
          },
        }
      },
      (scene, events) => assignmentAnswer(scene, changed(events, 'assignment.created').assignment),
    )
}
