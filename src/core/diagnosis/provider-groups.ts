/**
 * What a sign-in provider said of somebody's groups: read at sign-in alone, so that a change there has its effect when
 * they sign out and in once (A50).
 */
import { seatChanges } from '../change/provider-seats.ts'
import { decide } from '../decision/decide.ts'
import type { SignInProvider } from '../model/organization.ts'
import { apply } from '../snapshot/apply.ts'
import type { Case, SignInFacts } from './case.ts'
import { type Evidence, fact } from './check.ts'
import { counted, when } from './wording.ts'

type Through = { readonly provider: SignInProvider; readonly session: SignInFacts['sessions'][number] }

/** The person's latest open session through a provider whose groups mean something here. */
function latestThrough({ snapshot, facts: { signIn } }: Case): Through | undefined {
  for (const session of signIn?.sessions ?? []) {
    const provider = snapshot.providers.find(({ id }) => id === session.provider)
    if (provider?.groupRules !== undefined) return { provider, session }
  }
  return undefined
}

/** The provider that sent no groups at all, where one of its groups would give what is wanted and nothing else does. */
export function withoutGroups(one: Case): SignInProvider | undefined {
  const through = latestThrough(one)
  if (through === undefined || (through.session.claims?.groups.length ?? 0) > 0) return undefined
  return couldGive(one, through.provider) ? through.provider : undefined
}

/** Whether seats in all groups that the provider can give would allow what is denied now. */
function couldGive({ snapshot, principal, goal, certificate, now }: Case, provider: SignInProvider): boolean {
  if (goal.kind !== 'permission' || certificate === undefined || certificate.allowed) return false
  const all = (provider.groupRules ?? []).map(({ value }) => value)
  const seated = apply(snapshot, seatChanges(snapshot, provider, principal, all))
  return decide(seated, principal, goal.permission, goal.scope, now).allowed
}

export function groupEvidence(one: Case): Evidence[] {
  const through = latestThrough(one)
  if (through === undefined || !one.reader.groups) return []
  const { provider, session } = through
  const count = session.claims?.groups.length ?? 0
  const said = count === 0 ? 'no groups' : counted(count, 'group')
  const read = `\`${provider.displayName}\` named ${said} of theirs when they signed in on ${when(session.createdAt)}.`
  const may = couldGive(one, provider)
    ? ' One of its groups would give this: if they were put into it since, signing out and in once changes it.'
    : ''
  return [fact(`${read}${may}`, session.id, provider.id)]
}
