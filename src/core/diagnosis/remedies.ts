/**
 * The remedies of a diagnosis as a reader sees them: best first, with what each does to whom, who may do it, and the
 * command where the reader may. One that is suggested takes nothing from anybody and makes nobody an admin.
 */
import type { Impact } from '../decision/impact.ts'
import { takenBy } from '../remedies/edit.ts'
import { type Found, remedyId } from '../remedies/find-remedies.ts'
import { type Performers, performersIn } from '../remedies/performers.ts'
import { suggestedOf } from '../remedies/suggested.ts'
import type { Remedy } from '../remedies/try-out.ts'
import { asExpected } from './as-expected.ts'
import type { Case } from './case.ts'
import { questionOf } from './remedy-question.ts'
import { stepOf } from './remedy-words.ts'

export type DiagnosedRemedy = {
  /** Good for this revision. */
  readonly id: string
  readonly text: string
  /** In words, without `compartment`; none where the reader may not. */
  readonly commands: readonly (readonly string[])[]
  /** Whether the reader may do it. */
  readonly yours: boolean
  readonly suggested: boolean
  readonly organizationWide: boolean
  readonly admin: boolean
  readonly lasting: boolean
  readonly impact: Impact
  /** Absent where the reader may not see who holds what. */
  readonly performers?: Performers
}

export type Remedies = {
  readonly remedies: readonly DiagnosedRemedy[]
  /** Whether there are more, behind these. */
  readonly more: boolean
  /** Why there are none. */
  readonly why?: string
}

/** The one that is suggested is among them. */
export const MOST_SHOWN = 20
const MOST_NAMED = 10

export function remediesOf(one: Case, isAllowed: boolean): Remedies {
  const { found, snapshot, now, principal, reader } = one
  if (!found.whole || found.remedies.length === 0)
    return { remedies: [], more: false, ...(!isAllowed && { why: whyNone(one) }) }
  const suggested = suggestedOf(found.remedies)
  const seesWho =
    reader.may('organization.role.read', 'organization') &&
    reader.may('organization.user.read', 'organization')
  const performers = performersIn(snapshot, now, principal, MOST_NAMED)
  const question = questionOf(one)
  return {
    remedies: found.remedies.map((remedy): DiagnosedRemedy => {
      const { edits, organizationWide, admin, lasting, impact } = remedy
      const { text, command } = stepOf(one, edits)
      const yours = isYours(one, remedy)
      return {
        id: remedyId(question, edits),
        text,
        commands: yours && command !== undefined ? command.lines : [],
        yours,
        suggested: remedy === suggested,
        organizationWide,
        admin,
        lasting,
        impact,
        ...(seesWho && { performers: performers(remedy) }),
      }
    }),
    more: found.more,
  }
}

function whyNone(one: Case): string {
  const why = one.found.why ?? 'sign_up'
  return (why === 'refused' ? asExpected(one) : undefined) ?? WHY[why]
}

/** As the guards judge it. */
function isYours({ snapshot, reader }: Case, { edits, takes }: Remedy): boolean {
  const may = edits.every((edit) => {
    const { permission, scope } = takenBy(snapshot, edit)
    return reader.may(permission, scope)
  })
  return may && takes().every(({ permission, scope }) => reader.holds(permission, scope))
}

const WHY: Readonly<Record<NonNullable<Found['why']>, string>> = {
  sign_up: 'No change of access helps: signing in is theirs to finish, and the next step helps them to.',
  not_here: 'There is nobody here whose access could be changed.',
  no_place: 'There is no such place at which something could be given.',
  managed: 'What owns this automation account manages it: nothing is changed here.',
  too_many: 'More than three things stand in the way: do what comes next, then ask again.',
  refused:
    'Whatever would help is refused as things are: an expectation says that it must not be so, or the project is archived.',
  not_seen:
    'What would help is left out: it takes `organization.role.read`, and of groups `organization.group.read`.',
}
