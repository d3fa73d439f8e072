/** A diagnosis by the core, as the admin of a scenario gets it; everybody who could be is signed in, as at the other doors. */

import { shellLine } from '../../../src/contract/shell-words.ts'
import {
  type Command,
  carryOut,
  type Diagnosis,
  type DiagnosisQuestion,
  diagnose,
  type Goal,
  remedyOfId,
  remedyQuestionOf,
  type Snapshot,
} from '../../../src/core/index.ts'
import { NOW, sha256 } from '../../core/support/house.ts'
import { idOf, nameOf } from './people.ts'
import { diagnosisLines, type Review, remedyLines } from './review.ts'
import type { Situation } from './situation.ts'

type Asked = Extract<Review, { kind: 'diagnose' | 'remedies' }>

/** @param then the organization as it was, where the question is about the past */
export function diagnosedLines(situation: Situation, asked: Asked, then: Snapshot | undefined): string[] {
  const { next, remedies, why, ...told } = diagnosisOf(situation, asked, then)
  if (asked.kind === 'remedies') {
    const lines = remedies.map(({ commands, impact: { totals }, performers, organizationWide, admin }) => ({
      organizationWide,
      admin,
      people: totals.people,
      gained: totals.gained,
      lost: totals.lost,
      command: commands.map((words) => shellLine(words)).join(' && '),
      performers: performers!.people.map((id) => nameOf(id)),
    }))
    return lines.length === 0 && why !== undefined ? [why] : remedyLines(lines, situation.assignments)
  }
  const lines = next.commands.map((words) => shellLine(words))
  return diagnosisLines(
    { ...told, command: lines.length === 0 ? undefined : lines.join(' && ') },
    situation.assignments,
  )
}

/** A remedy of it is done by somebody. @returns the edits’ one change, to be proposed */
export function remedyCommand(
  situation: Situation,
  asked: Asked,
  nth: number | undefined,
): Command<null> | undefined {
  const { remedies } = diagnosisOf(situation, asked, undefined)
  const remedy = nth === undefined ? remedies.find(({ suggested }) => suggested) : remedies[nth - 1]
  if (remedy === undefined) return undefined
  const question = remedyQuestionOf(caseOf(situation, asked, undefined))
  const edits = remedyOfId(question, remedy.id)!
  return (snapshot, _, context) => carryOut(snapshot, { edits }, context)
}

function diagnosisOf(situation: Situation, asked: Asked, then: Snapshot | undefined): Diagnosis {
  return diagnose(caseOf(situation, asked, then))
}

function caseOf({ house }: Situation, asked: Asked, then: Snapshot | undefined): DiagnosisQuestion {
  const now = NOW + ('asOf' in asked ? (asked.asOf ?? 0) : 0)
  const snapshot = then ?? house.snapshot
  const email = `${asked.who}@example.com`
  const session = { id: 'ses_1', method: 'password', createdAt: NOW }
  return {
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
  }
}

function goalOf({ permission, scope, feature }: Asked): Goal {
  if (permission !== undefined) return { kind: 'permission', permission, scope: scope!, shown: scope! }
  return feature === undefined ? { kind: 'sign_in' } : { kind: 'feature', feature }
}
