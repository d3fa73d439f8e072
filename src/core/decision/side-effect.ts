/** Whether a change reached somebody without naming them: through a group, a role, a place or a setting. */
import type { Event } from '../catalogue/events.ts'
import type { Assignment } from '../model/assignment.ts'

export function isSideEffect(events: readonly Event[], principal: string): boolean {
  return !events.some((event) => namedIn(event).includes(principal))
}

/** Ids of the people whom an event names. */
function namedIn(event: Event): readonly string[] {
  switch (event.type) {
    case 'member.added':
    case 'member.removed':
      return [event.data.member.id]
    case 'member.activated':
    case 'member.blocked':
    case 'member.unblocked':
    case 'member.beta_access.changed':
    case 'sign_in_path.changed':
    case 'invitation.resent':
    case 'invitation.accepted':
    case 'invitation.cancelled':
      return [event.data.principal]
    case 'invitation.created':
      return [event.data.invitation.principal]
    case 'group.member.added':
    case 'group.member.removed':
      return [event.data.seat.principal]
    case 'assignment.created':
    case 'assignment.deleted':
      return holderOf(event.data.assignment)
    case 'assignment.updated':
      return [...holderOf(event.data.before), ...holderOf(event.data.after)]
    default:
      return []
  }
}

function holderOf({ subject }: Assignment): readonly string[] {
  return subject.type === 'user' ? [subject.id] : []
}
