/**
 * Nobody is given more in place of what is wrong (F84): while a diagnosis of somebody is open whose cause no role helps,
 * giving them more access takes a reason. What the diagnosis itself found to help is no such thing.
 */
import type { LeafCode } from '../../diagnosis/check.ts'
import { roleGrants } from '../../diagnosis/checks/role-grants.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Guarded } from './guarded.ts'

/** A diagnosis that is open. */
export type UnderDiagnosis = {
  readonly id: string
  readonly principal: string
  /** Of its first check that fails. */
  readonly code: string
}

/** Ids of those who were members before, and may do more somewhere after it, now or from a later date on. */
export function gainers({ before, after, cells }: Guarded): Set<string> {
  const ids = new Set<string>()
  for (const { person, gained } of cells) {
    if (gained === 0 || before.members.at(person) === undefined) continue
    const member = after.members.at(person)
    if (member !== undefined) ids.add(member.id)
  }
  return ids
}

const ROLE_CAUSES: ReadonlySet<string> = new Set<LeafCode>(roleGrants.leaves.map(({ code }) => code))

/** Those of people who gain, and whose cause is not check 5. */
export function passedOver(
  gaining: ReadonlySet<string>,
  open: readonly UnderDiagnosis[],
): readonly UnderDiagnosis[] {
  return open.filter(({ principal, code }) => gaining.has(principal) && !ROLE_CAUSES.has(code))
}

/** @param over at least one */
export function reasonNeeded(over: readonly UnderDiagnosis[]): Refusal {
  const [{ id, code }] = over as readonly [UnderDiagnosis, ...UnderDiagnosis[]]
  const more = over.length === 1 ? '' : ` and ${over.length - 1} more`
  const detail = `this gives more access while the diagnosis \`${id}\`${more} is open, which found ${code}: no role helps against that, so it takes a reason`
  const next = `add --reason WHY; or look again, or close it: compartment access diagnosis show ${id}`
  return refuse('REASON_REQUIRED', detail, { field: '/reason', next })
}
