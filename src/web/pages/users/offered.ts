/** What whoever looks may do with somebody, in the order in which it is offered. */
import type { May } from '../../app/abilities.ts'
import type { Doing, User } from './view.ts'

export type Action = readonly [name: Doing, label: string]

/** Of an invitation that waits. */
export function invitationActions({ status, invitation }: User, may: May): readonly Action[] {
  if (status !== 'invited' || invitation === undefined || !may('organization.user.invite')) return []
  return [
    ['resend', 'Send again'],
    ['cancel', 'Cancel the invitation'],
  ]
}

/** Of a membership. Who has not accepted has nothing to be switched off: their invitation is cancelled. */
export function personActions(user: User, may: May): readonly Action[] {
  const { standing, sign_in, beta_access } = user
  const isIn = standing === 'active'
  const isCancelled = invitationActions(user, may).length > 0
  const all: readonly (readonly [Doing, string, boolean])[] = [
    ['deactivate', 'Deactivate', isIn && may('organization.user.block')],
    ['reactivate', 'Reactivate', standing === 'inactive' && may('organization.user.block')],
    ['reset', 'Reset password', isIn && sign_in.password && may('organization.user.credentials.reset')],
    [
      'beta',
      beta_access ? 'End beta access' : 'Give beta access',
      isIn && may('organization.settings.manage'),
    ],
    ['remove', 'Remove', !isCancelled && may('organization.user.remove')],
  ]
  return all.filter(([, , is]) => is).map(([name, label]) => [name, label])
}
