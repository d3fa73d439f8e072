/** Whether the install has been set up: claimed once, in the transaction that does it, so that of two one wins. */
import { refuse } from '../../core/index.ts'
import { claimInstallFact, installFact, type Write } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

const FACT = 'set_up'

export async function isSetUp({ store }: Deps): Promise<boolean> {
  return (await installFact(store, FACT)) !== undefined
}

export function claimSetUp({ store }: Deps, now: number): Write[] {
  return claimInstallFact(store.build, FACT, String(now))
}

export function alreadySetUp(): Refused {
  return new Refused(
    refuse('ALREADY_SET_UP', 'there is an admin already', { next: 'compartment admin recover' }),
  )
}

/** What losing the race for it means. */
export function setUpConflict(constraint: string): Refused | undefined {
  return constraint === 'install.key' ? alreadySetUp() : undefined
}
