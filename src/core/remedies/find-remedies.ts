/**
 * Every remedy that is proven: each edit, and each combination where several things stand in the way at once, tried out
 * on a copy. None of them has a smaller part that would do, for each gate that is shut takes an edit of its own.
 */
import type { Edit } from './edit.ts'
import { type InTheWay, inTheWay, type Unmet } from './in-the-way.ts'
import type { RemedyQuestion } from './question.ts'
import { ranked } from './rank.ts'
import { type Remedy, tryOut } from './try-out.ts'

/** What takes more edits is to be looked at one after the other. */
export const MOST_EDITS = 3

export type Found = {
  /** Whether they lead all the way; else to the roles’ part of it alone, where that is shut. */
  readonly whole: boolean
  /** Best first. */
  readonly remedies: readonly Remedy[]
  /** Why there is none that leads all the way. */
  readonly why?: Unmet | 'too_many' | 'refused' | 'not_seen'
}

export function findRemedies(question: RemedyQuestion): Found {
  const way = inTheWay(question)
  const { edits: sets, why } = combinations(way)
  const whole = why === undefined
  const tried = (whole ? sets : partial(way)).flatMap((edits) => tryOut(question, edits, whole) ?? [])
  const remedies = ranked(question.snapshot, tried)
  if (why !== undefined) return { whole: false, remedies, why }
  if (remedies.length > 0 || isOpen(way)) return { whole: true, remedies }
  return { whole: true, remedies, why: question.sees.roles ? 'refused' : 'not_seen' }
}

/** What the remedy of that name consists of, before it is tried; `undefined` where there is none now. */
export function remedyOfId(question: RemedyQuestion, id: string): readonly Edit[] | undefined {
  return combinations(inTheWay(question)).edits.find((edits) => remedyId(question, edits) === id)
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

type Combined = { readonly edits: readonly (readonly Edit[])[]; readonly why?: NonNullable<Found['why']> }

function combinations(way: InTheWay): Combined {
  const { fixed, role, unmet } = way
  if (unmet !== undefined) return { edits: [], why: unmet }
  if (fixed.length + (role === undefined ? 0 : 1) > MOST_EDITS) return { edits: [], why: 'too_many' }
  if (role !== undefined) return { edits: role.candidates.map(({ edit }) => [...fixed, edit]) }
  return { edits: fixed.length === 0 ? [] : [fixed] }
}

function partial({ role }: InTheWay): readonly (readonly Edit[])[] {
  return role === undefined ? [] : role.candidates.map(({ edit }) => [edit])
}

function isOpen({ fixed, role, unmet }: InTheWay): boolean {
  return fixed.length === 0 && role === undefined && unmet === undefined
}
