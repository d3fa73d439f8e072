/** Whether an account's password opens an organization now: an active, allowed person where passwords are on. */
import type { LivingOrganization } from '../living-organization.ts'

export function takesPasswordOf(
  { snapshot }: Pick<LivingOrganization, 'snapshot'>,
  account: string,
): boolean {
  const member = snapshot.members.get(account)
  if (member === undefined || member.type !== 'user' || member.status !== 'active') return false
  return member.access === 'allowed' && member.signInPath.password && snapshot.organization.passwords
}
