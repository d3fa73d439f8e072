/**
 * Every remedy that is proven: each edit, and each combination where several things stand in the way at once, tried out
 * on a copy. None of them has a smaller part that would do, for each gate that is shut takes an edit of its own.
 */
import { type Best, bestOf } from './best.ts'
import type { Edit } from './edit.ts'
import { type InTheWay, inTheWay, type Unmet } from './in-the-way.ts'
import type { RemedyQuestion } from './question.ts'
import { tryOut } from './try-out.ts'

/** What takes more edits is to be looked at one after the other. */
export const MOST_EDITS = 3

export type Found = Best & {
  /** Whether they lead all the way; else to the roles’ part of it alone, where that is shut. */
  readonly whole: boolean
  /** Why there is none that leads all the way. */
  readonly why?: Unmet | 'too_many' | 'refused' | 'not_seen'
}

/** @param most how many are wanted; the one that is suggested is among them */
export function findRemedies(question: RemedyQuestion, most = Number.POSITIVE_INFINITY): Found {
  const way = inTheWay(question)
  const why = hindrance(way)
  const { fixed, role } = way
  if (role === undefined) {
    const tried = why === undefined && fixed.length > 0 ? tryOut(question, fixed, true) : undefined
    const refused = why ?? (tried === undefined && fixed.length > 0 ? 'refused' : undefined)
    const remedies = tried === undefined ? [] : [tried]
    return { whole: why === undefined, remedies, more: false, ...(refused !== undefined && { why: refused }) }
  }
  const whole = why === undefined
  const best = bestOf(question, role.candidates, whole ? fixed : [], whole, most)
  const none = best.remedies.length > 0 ? undefined : question.sees.roles ? 'refused' : 'not_seen'
  const told = why ?? none
  return { whole, ...best, ...(told !== undefined && { why: told }) }
}

/** What the remedy of that name consists of, before it is tried; `undefined` where there is none now. */
export function remedyOfId(question: RemedyQuestion, id: string): readonly Edit[] | undefined {
  return combinations(inTheWay(question)).find((edits) => remedyId(question, edits) === id)
}

/** Another one at each revision: whoever has it has seen what it was worked out from. */
export function remedyId(
  { snapshot, principal, aim, sha256 }: RemedyQuestion,
  edits: readonly Edit[],
): string {
  const { organization, revision } = snapshot
  const named = aim.kind === 'permission' ? [aim.permission, snapshot.scopes.find(aim.scope)] : [aim]
  return `rem_${sha256(JSON.stringify([organization.id, revision, principal, named, edits])).slice(0, 20)}`
}

/** Why no edits lead all the way, before any is tried. */
function hindrance({ fixed, role, unmet }: InTheWay): Found['why'] {
  if (unmet !== undefined) return unmet
  return fixed.length + (role === undefined ? 0 : 1) > MOST_EDITS ? 'too_many' : undefined
}

function combinations(way: InTheWay): readonly (readonly Edit[])[] {
  const { fixed, role } = way
  if (hindrance(way) !== undefined) return []
  if (role !== undefined) return role.candidates.map(({ edit }) => fixed.concat(edit))
  return fixed.length === 0 ? [] : [fixed]
}
