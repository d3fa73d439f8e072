/** Gates 1 and 2: is this account a member who may act here, and could they sign in at all? */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Member } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** Why the account gate fails, or `undefined` when it passes. */
export function accountProblem(
  snapshot: Snapshot,
  principal: string,
  member: Member | undefined,
): DecisionCode | undefined {
  if (member === undefined) {
    return snapshot.invitationOf(principal)?.state === 'cancelled' ? 'INVITE_CANCELLED' : 'NOT_A_MEMBER'
  }
  return member.access === 'blocked' ? 'BLOCKED' : undefined
}

/** Why a person cannot sign in as things are recorded, or `undefined`; automation accounts do not sign in. */
export function signUpProblem(snapshot: Snapshot, member: Member, now: number): DecisionCode | undefined {
  if (member.type === 'automation') return undefined
  if (member.status === 'invited') {
    const invitation = snapshot.invitationOf(member.id)
    if (invitation === undefined) return 'UNUSUAL_ACCOUNT'
    return now < invitation.expiresAt ? 'INVITE_PENDING' : 'INVITE_EXPIRED'
  }
  if (hasUsablePath(snapshot, member)) return undefined
  if (snapshot.organization.passwords) return 'UNUSUAL_ACCOUNT'
  return member.signInPath.password ? 'SSO_REQUIRED' : 'NO_SSO_IDENTITY'
}

/** A local password where they are enabled, or an identity of an enabled provider. */
export function hasUsablePath(snapshot: Snapshot, { signInPath }: Member): boolean {
  if (signInPath.password && snapshot.organization.passwords) return true
  return signInPath.providers.length > 0 && usableProviders(snapshot, signInPath.providers).length > 0
}

/** Of the linked providers, those that are enabled here. */
export function usableProviders(snapshot: Snapshot, linked: readonly string[]): string[] {
  return linked.filter((id) => snapshot.providers.some((provider) => provider.id === id && provider.enabled))
}

/** Whether gates 1 and 2 pass, whatever is asked; it changes with events only, never with time. */
export function isReady(snapshot: Snapshot, member: Member): boolean {
  if (member.access === 'blocked') return false
  return member.type === 'automation' || (member.status === 'active' && hasUsablePath(snapshot, member))
}
