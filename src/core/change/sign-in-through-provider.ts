/**
 * A sign-in through a provider, as the organization sees it: a live invitation is accepted, whoever may join by themselves
 * joins, and the provider's groups become seats, all before the session begins.
 */
import type { Event } from '../catalogue/events.ts'
import { type Member, NO_SIGN_IN_PATH, type SignInPath } from '../model/member.ts'
import type { SignInProvider } from '../model/organization.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { activateUser } from './activate-user.ts'
import type { Context, Outcome } from './command.ts'
import { createAssignment } from './create-assignment.ts'
import { managedRefusal } from './managed.ts'
import { seatChanges } from './provider-seats.ts'
import { recordSignInPath } from './record-sign-in-path.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export type SignInThroughProvider = {
  readonly principal: string
  /** Id. */
  readonly provider: string
  /** How they can sign in here once this identity is linked. */
  readonly path: SignInPath
  /** Groups, as the provider calls them. */
  readonly claimed: readonly string[]
  /** Whether this address may join by itself. */
  readonly mayJoin: boolean
  /** Groups, by id, whose seats stay as they are: a guard holds them back. */
  readonly heldBack?: ReadonlySet<string>
}

export function signInThroughProvider(
  snapshot: Snapshot,
  input: SignInThroughProvider,
  context: Context,
): Outcome {
  const provider = snapshot.providers.find(({ id }) => id === input.provider)
  if (provider === undefined || !provider.enabled)
    return refuse('NO_SSO_IDENTITY', 'this sign-in provider is not in use any more')
  const entering = entry(snapshot, provider, input, context)
  if (isRefusal(entering)) return entering
  const seats = seatChanges(apply(snapshot, entering), provider, input.principal, input.claimed)
  return [...entering, ...seats.filter((event) => !isHeldBack(event, input.heldBack))]
}

function isHeldBack({ data }: Event, heldBack: ReadonlySet<string> | undefined): boolean {
  return 'seat' in data && heldBack?.has(data.seat.group) === true
}

function entry(
  snapshot: Snapshot,
  provider: SignInProvider,
  { principal, path, mayJoin }: SignInThroughProvider,
  context: Context,
): readonly Event[] | Refusal {
  const member = snapshot.members.get(principal)
  if (member === undefined) return mayJoin ? joining(snapshot, provider, principal, path, context) : notHere()
  if (member.type === 'automation') return managedRefusal(snapshot, member)
  if (member.access === 'blocked') return refuse('BLOCKED', 'you are blocked in this organization')
  return (member.status === 'invited' ? activateUser : recordSignInPath)(
    snapshot,
    { principal, path },
    context,
  )
}

export function notHere(): Refusal {
  return refuse('NOT_A_MEMBER', 'you are not a member of this organization, and nobody has invited you', {
    next: 'ask an admin of the organization for an invitation',
  })
}

function joining(
  snapshot: Snapshot,
  { autoJoin }: SignInProvider,
  principal: string,
  path: SignInPath,
  context: Context,
): readonly Event[] | Refusal {
  if (autoJoin === undefined) return notHere()
  const member: Member = {
    id: principal,
    type: 'user',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath: { ...NO_SIGN_IN_PATH, ...path },
    since: context.now,
  }
  const added: Event = { type: 'member.added', data: { member } }
  if (autoJoin.role === undefined) return [added]
  const { role } = autoJoin
  const given = createAssignment(
    apply(snapshot, [added]),
    { role, scope: snapshot.organization.id, principal },
    context,
  )
  return isRefusal(given) ? given : [added, ...given]
}
