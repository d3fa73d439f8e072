/** The API’s answers to reviews, in the lines of scenarios: of HTTP, and of what the command line prints as JSON. */
import type { Answer } from '../../../src/contract/client.ts'
import { NOW } from '../../core/support/house.ts'
import { pathOf } from './answers.ts'
import {
  allowedLines,
  diagnosisLines,
  findingLine,
  historyLines,
  holderLine,
  type Review,
  remedyLines,
} from './review.ts'

/** Addresses of automation accounts end in part of an id. */
const nameOf = (email: string): string => email.replace(/(-\w{8})?@automation\.invalid$|@.*$/, '')

type Answers = {
  history: Answer<'accessHistory'>
  lint: Answer<'lintAccess'>
  who: Answer<'whoHasAccess'>
  what: Answer<'whatAccess'>
  grantors: Answer<'listGrantors'>
  diagnose: Answer<'diagnoseAccess'>
  remedies: Answer<'diagnoseAccess'>
}

type Given = {
  /** Who asks. */
  readonly as: string
  /** Ids of the scenario’s assignments, by the line that gives each. */
  readonly assignments: ReadonlyMap<string, string>
}

const LINES: { readonly [K in Review['kind']]: (answer: Answers[K], given: Given) => string[] } = {
  history: ({ before, items }) =>
    historyLines(
      before,
      items.map(({ at, to, by, command, actor, reason, side_effect: aside }) => ({
        at: Date.parse(at) - NOW,
        to,
        by,
        ...(command !== undefined && { command }),
        ...(actor?.email !== undefined && { actor: nameOf(actor.email) }),
        ...(reason !== undefined && { reason }),
        ...(aside !== undefined && { aside }),
      })),
    ),
  lint: ({ items }) =>
    items.map(({ rule, about, scope }) =>
      findingLine(
        rule,
        about.map(({ name }) => name.replace(/@\S+$/, '')),
        scope && pathOf(scope),
      ),
    ),
  who: ({ items }) =>
    items.map(({ email, through }) =>
      holderLine(
        nameOf(email),
        through.map(({ role_name: role, group_name: group }) => ({ role, ...(group && { group }) })),
      ),
    ),
  what: ({ items }) => allowedLines(items),
  grantors: ({ items }) => items.map(({ email }) => nameOf(email)),
  remedies: ({ remedies = [], without_remedy: why }, { as, assignments }) =>
    remedies.length === 0 && why !== undefined
      ? [why]
      : remedyLines(
          remedies.map(
            ({ command = '', impact: { totals }, organization_wide, admin, yours, performers }) => ({
              ...totals,
              command,
              organizationWide: organization_wide,
              admin,
              // Whoever asks is told so, and is not named among the others.
              performers: [...performers!.people.map(({ email }) => nameOf(email)), ...(yours ? [as] : [])],
            }),
          ),
          assignments,
        ),
  diagnose: ({ next, ...told }, { assignments }) =>
    diagnosisLines({ ...told, command: next.command }, assignments),
}

export function reviewedLines(kind: Review['kind'], answer: unknown, given: Given): string[] {
  return (LINES[kind] as (answer: unknown, given: Given) => string[])(answer, given)
}
