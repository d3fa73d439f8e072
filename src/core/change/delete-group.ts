/** `group delete`: the group, its seats and its assignments. */
import type { Event } from '../catalogue/events.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, noGroup } from './lookup.ts'
import { seatOf } from './seats.ts'
import { givenBySignIn } from './sign-in-provider.ts'

export type DeleteGroup = { readonly group: string }

export function deleteGroup(snapshot: Snapshot, input: DeleteGroup, _context: Context): Outcome {
  const group = findGroup(snapshot, input.group)
  if (group === undefined) return noGroup(input.group)
  const filler = snapshot.providers.find(({ groupRules = [] }) =>
    groupRules.some((rule) => rule.group === group.id),
  )
  if (filler !== undefined) return givenBySignIn('group', group.name, filler)
  const number = snapshot.groups.numberOf(group.id)!
  return [
    ...snapshot.index
      .assignmentsOfGroup(number)
      .map((n): Event => ({ type: 'assignment.deleted', data: { assignment: assignmentAt(snapshot, n) } })),
    ...Array.from(
      snapshot.index.membersOf(number),
      (person): Event => ({
        type: 'group.member.removed',
        data: { seat: seatOf(snapshot, person, number)! },
      }),
    ),
    { type: 'group.deleted', data: { group } },
  ]
}
