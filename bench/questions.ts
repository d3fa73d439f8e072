/** The checks of a workload: 70 % ask about few people (zipf), 30 % about anybody; half are allowed. */
import type { OrganizationState } from '../src/core/model/state.ts'
import { type Oracle, scopePaths } from './oracle.ts'
import { randomFrom, zipf } from './random.ts'
import { KEYS, SEED } from './workload.ts'

/** Columns, so that asking costs as little as it can. */
export type Questions = {
  readonly count: number
  readonly principals: readonly string[]
  readonly permissions: readonly string[]
  readonly scopes: readonly string[]
  /** 1 where the answer is yes. */
  readonly allowed: Uint8Array
}

/** How often to look for a check with the wanted answer: who holds nothing is allowed nothing. */
const TRIES = 20

export function questions(state: OrganizationState, oracle: Oracle, count: number): Questions {
  const random = randomFrom(SEED + 1)
  const rank = zipf(random, state.members.length)
  const paths = scopePaths(state)
  const principals: string[] = []
  const permissions: string[] = []
  const scopes: string[] = []
  const allowed = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    const wanted = random.fraction() < 0.5
    const member = state.members[random.fraction() < 0.7 ? rank() : random.below(state.members.length)]!
    for (let tries = 1; ; tries++) {
      const key = random.below(KEYS.length)
      const scope = random.pick(paths)
      const answer = oracle.allows(member.id, key, scope)
      if (answer !== wanted && tries < TRIES) continue
      principals.push(member.id)
      permissions.push(KEYS[key]!)
      scopes.push(scope)
      allowed[at] = answer ? 1 : 0
      break
    }
  }
  return { count, principals, permissions, scopes, allowed }
}
