/**
 * G6, expectations hold: a change that breaks one is refused with the exact list, unless the digest of that list is sent
 * back with a reason; then the journal says beside the change which were overridden.
 */
import type { Event } from '../../catalogue/events.ts'
import type { Failing } from '../../decision/expected.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { brokenExpectations } from './broken-expectations.ts'
import type { Guarded } from './guarded.ts'

/** What is sent along by someone who means it. */
export type Override = {
  /** Digest of the list that was shown. */
  readonly overrideExpectations?: string
  readonly reason?: string
}

/** @returns a refusal, or what the journal has to say beside the change */
export function expectationsHold(
  guarded: Guarded,
  { overrideExpectations: accepted, reason }: Override,
  sha256: (text: string) => string,
): Refusal | readonly Event[] {
  const broken = brokenExpectations(guarded)
  if (broken.length === 0) return []
  const digest = digestOf(broken, sha256)
  const expectations = [...new Set(broken.map(({ expectation }) => expectation.id))]
  if (accepted !== digest) {
    const what = expectations.length === 1 ? 'an expectation' : `${expectations.length} expectations`
    const stale = accepted === undefined ? '' : ': these are not the ones that were accepted'
    return refuse('EXPECTATION_BROKEN', `this breaks ${what}${stale}`, {
      broken: { digest, failing: broken },
      next: `if it is meant, repeat it with --override-expectations ${digest} --reason WHY`,
    })
  }
  if (reason === undefined) {
    const detail = 'overriding an expectation takes a reason: it stands in the journal'
    return refuse('REASON_REQUIRED', detail, { field: '/reason', next: 'add --reason WHY' })
  }
  return [{ type: 'expectation.overridden', data: { expectations, digest } }]
}

function digestOf(broken: readonly Failing[], sha256: (text: string) => string): string {
  return sha256(
    JSON.stringify(broken.map(({ expectation, principal, scope }) => [expectation.id, principal, scope])),
  )
}
