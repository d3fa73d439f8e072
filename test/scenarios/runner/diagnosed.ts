/** A diagnosis by the core, as the admin of a scenario gets it; everybody who could be is signed in, as at the other doors. */

import { shellLine } from '../../../src/contract/shell-words.ts'
import { diagnose, type Goal, type Snapshot } from '../../../src/core/index.ts'
import { NOW, sha256 } from '../../core/support/house.ts'
import { idOf } from './people.ts'
import { diagnosisLines, type Review } from './review.ts'
import type { Situation } from './situation.ts'

type Asked = Extract<Review, { kind: 'diagnose' }>

/** @param then the organization as it was, where the question is about the past */
export function diagnosedLines(
  { house, assignments }: Situation,
  asked: Asked,
  then: Snapshot | undefined,
): string[] {
  const now = NOW + (asked.asOf ?? 0)
  const snapshot = then ?? house.snapshot
  const email = `${asked.who}@example.com`
  const session = { id: 'ses_1', method: 'password', createdAt: NOW }
  const { next, ...told } = diagnose({
    snapshot,
    principal: idOf(asked.who, house),
    goal: goalOf(asked),
    facts: {
      email,
      tenants: [],
      mail: false,
      signInUrl: 'https://access.test/sign-in',
      ...(then === undefined && { signIn: { sessions: [session], refused: [] } }),
    },
    reader: { roles: true, groups: true, attempts: true, may: () => true, holds: () => true },
    names: { principal: email, of: (id) => snapshot.roles.get(id)?.name ?? id },
    now,
    sha256,
  })
  const lines = next.commands.map((words) => shellLine(words))
  return diagnosisLines(
    { ...told, command: lines.length === 0 ? undefined : lines.join(' && ') },
    assignments,
  )
}

function goalOf({ permission, scope, feature }: Asked): Goal {
  if (permission !== undefined) return { kind: 'permission', permission, scope: scope!, shown: scope! }
  return feature === undefined ? { kind: 'sign_in' } : { kind: 'feature', feature }
}
