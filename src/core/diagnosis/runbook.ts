/** THE runbook: the six checks in their order. Documentation, answers, commands and tests are made of this list. */
import type { Check, Leaf } from './check.ts'
import { accountActive } from './checks/account-active.ts'
import { canSignIn } from './checks/can-sign-in.ts'
import { featureOn } from './checks/feature-on.ts'
import { rightPlace } from './checks/right-place.ts'
import { roleGrants } from './checks/role-grants.ts'
import { signedUp } from './checks/signed-up.ts'

export const RUNBOOK = [
  accountActive,
  signedUp,
  canSignIn,
  rightPlace,
  roleGrants,
  featureOn,
] as const satisfies readonly Check[]

/** Every code has one leaf. */
export function leafOf(code: Leaf['code']): Leaf {
  const all: readonly Check[] = RUNBOOK
  for (const { leaves } of all) for (const leaf of leaves) if (leaf.code === code) return leaf
  throw new Error(`the runbook has no leaf for ${code}`)
}
