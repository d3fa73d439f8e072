/**
 * A diagnosis anew, from nothing but what a bundle holds: the same engine on the slice of state that was taken along. What
 * it says is what the server said, or the bundle is not what it claims to be.
 */
import type { DiagnosisFacts, Goal, Reader } from '../diagnosis/case.ts'
import type { LeafCode } from '../diagnosis/check.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { OrganizationState } from '../model/state.ts'
import { snapshotFrom } from '../snapshot/state.ts'

/** One moment of a bundle: everything that the diagnosis was made from. */
export type Replayable = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly principal: string
  /** The person, as texts name them. */
  readonly called: string
  readonly goal: Goal
  readonly facts: DiagnosisFacts
  readonly state: OrganizationState
}

export type Outcome = {
  readonly verdict: 'allowed' | 'blocked' | 'cannot_tell'
  readonly code: LeafCode | 'ALLOWED'
  readonly checks: readonly { readonly id: string; readonly status: string; readonly code?: string }[]
}

/** What stands in the way does not depend on who asks; what they may do about it does, and is not replayed. */
const READER: Reader = { roles: true, groups: true, attempts: true, may: () => false, holds: () => false }

/** @param sha256 hexadecimal, of UTF-8 text */
export function replay(
  { now, principal, called, goal, facts, state }: Replayable,
  sha256: (text: string) => string,
): Outcome {
  const { verdict, code, checks } = diagnose({
    snapshot: snapshotFrom(state),
    principal,
    goal,
    facts,
    reader: READER,
    names: { principal: called, of: (id) => id },
    now,
    sha256,
  })
  return {
    verdict,
    code,
    checks: checks.map(({ id, status, code: found }) =>
      found === undefined ? { id, status } : { id, status, code: found },
    ),
  }
}

/** In which of its checks, and in what, two outcomes differ; empty where they say the same. */
export function differences(said: Outcome, found: Outcome): string[] {
  const differing: string[] = []
  const compare = (what: string, a: string | undefined, b: string | undefined): void => {
    if (a !== b) differing.push(`${what}: ${a ?? 'nothing'} in the bundle, ${b ?? 'nothing'} here`)
  }
  compare('verdict', said.verdict, found.verdict)
  compare('code', said.code, found.code)
  for (const [at, check] of found.checks.entries()) {
    compare(`check ${at + 1}`, said.checks[at]?.status, check.status)
    compare(`code of check ${at + 1}`, said.checks[at]?.code, check.code)
  }
  return differing
}
