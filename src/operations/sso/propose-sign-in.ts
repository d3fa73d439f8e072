/**
 * What a sign-in through a provider changes, with the guards around it. The provider's word needs nobody's consent; where
 * a guard stands against what it says of groups, those seats stay as they are and the person comes in all the same: else
 * the last admin could be locked out from outside.
 */
import { seatChanges } from '../../core/change/provider-seats.ts'
import {
  type SignInThroughProvider,
  signInThroughProvider,
} from '../../core/change/sign-in-through-provider.ts'
import {
  type Code,
  type Context,
  isRefusal,
  type Proposal,
  propose,
  type Refusal,
  type Snapshot,
} from '../../core/index.ts'

export type Proposed = { readonly proposal: Proposal; readonly heldBack: number }

const HOLDS_BACK: ReadonlySet<Code> = new Set<Code>(['LAST_ADMIN', 'EXPECTATION_BROKEN'])

export function proposeSignIn(
  snapshot: Snapshot,
  input: SignInThroughProvider,
  context: Context,
): Proposed | Refusal {
  // As a dry run, a proposal shows its impact in place of asking for consent.
  const tried = (heldBack: ReadonlySet<string>): Proposal | Refusal =>
    propose(snapshot, signInThroughProvider, { ...input, heldBack }, context, { dryRun: true })
  const whole = tried(new Set())
  if (!isRefusal(whole)) return { proposal: whole, heldBack: 0 }
  if (!HOLDS_BACK.has(whole.code)) return whole
  const heldBack = new Set(concerned(snapshot, input))
  let proposal = tried(heldBack)
  for (const group of [...heldBack].toSorted()) {
    const fewer = new Set(heldBack)
    fewer.delete(group)
    const one = tried(fewer)
    if (isRefusal(one)) continue
    heldBack.delete(group)
    proposal = one
  }
  return isRefusal(proposal) ? proposal : { proposal, heldBack: heldBack.size }
}

/** Ids of the groups whose seats would change. */
function concerned(
  snapshot: Snapshot,
  { provider: id, principal, claimed }: SignInThroughProvider,
): string[] {
  const provider = snapshot.providers.find((one) => one.id === id)
  if (provider === undefined) return []
  if (snapshot.members.get(principal) === undefined)
    return (provider.groupRules ?? []).map(({ group }) => group)
  return seatChanges(snapshot, provider, principal, claimed).flatMap(({ data }) =>
    'seat' in data ? [data.seat.group] : [],
  )
}
