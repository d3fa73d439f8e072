/** `account invitation list`. */
import { instant } from '../answers/instants.ts'
import { organizationAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { waitingInvitations } from './waiting-invitations.ts'

export function listAccountInvitations(deps: Deps): UseCase<'listAccountInvitations'> {
  return async (_, call) => {
    const waiting = await waitingInvitations(deps, call)
    const items = waiting.map(({ living, invitation: { id, createdAt, expiresAt } }) => ({
      id,
      organization: organizationAnswer(living.snapshot),
      created_at: instant(createdAt),
      expires_at: instant(expiresAt),
    }))
    return { answer: { items } }
  }
}
