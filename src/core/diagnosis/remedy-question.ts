/** What remedies are looked for, as a case asks it: the reader’s own limits are limits of the search. */
import type { RemedyQuestion } from '../remedies/question.ts'
import type { Case } from './case.ts'

export function questionOf({
  snapshot,
  principal,
  goal,
  now,
  sha256,
  reader,
}: Pick<Case, 'snapshot' | 'principal' | 'goal' | 'now' | 'sha256' | 'reader'>): RemedyQuestion {
  const roles = reader.may('organization.role.read', 'organization')
  const groups = roles && reader.may('organization.group.read', 'organization')
  return { snapshot, principal, aim: goal, now, sha256, sees: { roles, groups } }
}
