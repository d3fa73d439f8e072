/** `assignment list` (S0-1). */
import type { Input } from '../../contract/table.ts'
import { type Assignment, assignmentOf } from '../../core/index.ts'
import { assignmentAnswer } from '../answers/access.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { memberFor, requireGroup, requireRole, scopeFor } from '../resolve.ts'
import type { Scene } from '../scene.ts'

export function listAssignments(deps: Deps): UseCase<'listAssignments'> {
  return (input, call) =>
    ask(deps, 'listAssignments', input, call, (scene) => {
      const { snapshot, living } = scene
      const wanted = filterOf(scene, input.query)
      const all = Array.from(snapshot.assignments.ids(), (id) => assignmentOf(snapshot, id)!)
      const page = pageOf(deps, input.query, {
        operation: 'listAssignments',
        organization: living.id,
        items: all.filter(wanted),
        key: ({ id }) => id,
        sorts: { created_at: ({ createdAt }) => createdAt, id: ({ id }) => id },
        usually: 'created_at',
        text: (assignment) => {
          const { id, role, subject, scope, reason } = assignmentAnswer(scene, assignment)
          const who = subject.type === 'user' ? subject.email : subject.name
          return [id, role.name, who, scope.project ?? scope.type, scope.environment ?? '', reason ?? '']
        },
      })
      return { items: page.items.map((one) => assignmentAnswer(scene, one)), next_cursor: page.next_cursor }
    })
}

/** Whoever or whatever is not there has no assignments: an empty list, not an error, for people and scopes. */
function filterOf(
  scene: Scene,
  { user, group, role, scope }: Input<'listAssignments'>['query'],
): (assignment: Assignment) => boolean {
  const { snapshot } = scene
  const person = user === undefined ? undefined : (memberFor(scene, user)?.id ?? '')
  const groupId = group === undefined ? undefined : requireGroup(scene, group).id
  const roleId = role === undefined ? undefined : requireRole(scene, role).id
  const number = scope === undefined ? undefined : scopeFor(scene, scope)
  const scopeId = number === undefined ? '' : snapshot.scopes.at(number).id
  return (assignment) =>
    (person === undefined || (assignment.subject.type === 'user' && assignment.subject.id === person)) &&
    (groupId === undefined || (assignment.subject.type === 'group' && assignment.subject.id === groupId)) &&
    (roleId === undefined || assignment.role === roleId) &&
    (scope === undefined || assignment.scope === scopeId)
}
