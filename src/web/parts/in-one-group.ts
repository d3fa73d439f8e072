/** How several direct assignments of one role become seats in a group: the commands, in an order in which nobody loses anything. */
import type { Answer } from '../../contract/client.ts'
import { shellLine } from '../../contract/shell-words.ts'

type Assignment = Pick<
  Answer<'listAssignments'>['items'][number],
  'id' | 'subject' | 'not_before' | 'expires_at'
>

export type InOneGroup = {
  readonly name: string
  /** Addresses of those who come into it. */
  readonly people: readonly string[]
  /** Addresses of those whose assignment has a date: a seat would give it without. */
  readonly dated: readonly string[]
  readonly commands: readonly string[]
}

/**
 * @param place as it is typed: `organization`, `billing/production`
 * @param people ids of those who are meant
 * @param assignments of the role at the place
 */
export function inOneGroup(
  role: string,
  place: string,
  people: readonly string[],
  assignments: readonly Assignment[],
): InOneGroup {
  const name = `${role} at ${place}`
  const theirs = assignments.flatMap(({ subject, ...rest }) =>
    subject.type === 'user' && people.includes(subject.id) ? [{ ...rest, email: subject.email }] : [],
  )
  const lasting = theirs.filter((one) => one.not_before === undefined && one.expires_at === undefined)
  const emails = [...new Set(lasting.map(({ email }) => email))]
  const dated = [...new Set(theirs.map(({ email }) => email))].filter((email) => !emails.includes(email))
  return {
    name,
    people: emails,
    dated,
    commands: [
      ['group', 'create', name],
      ['assignment', 'create', '--group', name, '--role', role, '--scope', place],
      ...emails.map((email) => ['group', 'member', 'add', name, email]),
      ...lasting.map(({ id }) => ['assignment', 'delete', id]),
    ].map((words) => shellLine(['compartment', ...words])),
  }
}
