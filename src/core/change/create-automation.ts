/** An automation account with what it may do: made by what owns it, a token or a source, and by nothing else (G4). */
import type { Event } from '../catalogue/events.ts'
import { type Member, NO_SIGN_IN_PATH } from '../model/member.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { createAssignment } from './create-assignment.ts'
import { isRefusal, refuse } from './refusal.ts'

export type CreateAutomation = {
  readonly principal: string
  readonly assignments: readonly { readonly role: string; readonly scope: string }[]
}

export function createAutomation(snapshot: Snapshot, input: CreateAutomation, context: Context): Outcome {
  const { now, through } = context
  if (through === undefined)
    return refuse('MANAGED_IDENTITY', 'an automation account is made by what owns it')
  const member: Member = {
    id: input.principal,
    type: 'automation',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath: NO_SIGN_IN_PATH,
    owner: through,
    since: now,
  }
  const events: Event[] = [{ type: 'member.added', data: { member } }]
  const after = apply(snapshot, events)
  for (const wanted of input.assignments) {
    const outcome = createAssignment(after, { ...wanted, principal: input.principal }, context)
    if (isRefusal(outcome)) return outcome
    events.push(...outcome)
  }
  return events
}
