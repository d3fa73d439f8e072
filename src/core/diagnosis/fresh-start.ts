/** Cancelling what is left of an account here and inviting it fresh, with the roles and seats that it has. */
import type { PermissionKey } from '../catalogue/permissions.ts'
import { seatOf } from '../change/seats.ts'
import type { Assignment } from '../model/assignment.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Case } from './case.ts'
import type { CommandLine, Step } from './check.ts'
import { addressWord, counted, nameWord } from './wording.ts'

/** As many as one invitation carries. */
const MOST = 50

export function startFresh(one: Case): Step {
  const { snapshot, member, reader } = one
  const text = 'Cancel what is left of the account here and invite them fresh'
  const person = member && snapshot.members.numberOf(member.id)
  const address = addressWord(one)
  if (person === undefined || address === undefined || !reader.roles || !reader.groups)
    return { text: `${text}. Note their roles and groups first: they go with the membership.` }
  const { direct, seats } = snapshot.index.entry(person)
  const assignments = direct.map((number) => assignmentAt(snapshot, number))
  const lasting = assignments.filter(({ notBefore, expiresAt }) => (notBefore ?? expiresAt) === undefined)
  const groups = seats
    .filter(({ group }) => isByHand(snapshot, group))
    .map(({ group }) => snapshot.groups.at(group)!)
  if (lasting.length > MOST || groups.length > MOST)
    return { text: `${text}. They have more roles than one invitation carries: note them first.` }
  const dated = assignments.length - lasting.length
  const left =
    dated === 0
      ? ''
      : ` ${counted(dated, 'assignment has', 'assignments have')} dates, and is not among them.`
  return {
    text: `${text}, with the roles and groups that they have.${left}`,
    command: commandOf(one, address, lasting, groups),
  }
}

/** What single sign-on or SCIM fills, even in part, it fills again. */
function isByHand(snapshot: Snapshot, group: number): boolean {
  return Array.from(snapshot.index.membersOf(group)).every(
    (person) => seatOf(snapshot, person, group)?.source === 'manual',
  )
}

function commandOf(
  { snapshot }: Case,
  address: string,
  assignments: readonly Assignment[],
  groups: readonly { readonly id: string; readonly name: string }[],
): CommandLine {
  const given = assignments.map(({ role, scope }) => ({
    role: nameWord(snapshot.roles.get(role)!),
    path: snapshot.scopes.at(snapshot.scopes.find(scope)!).path,
  }))
  const needed = (permission: PermissionKey, scope = 'organization') => ({ permission, scope })
  return {
    lines: [
      ['user', 'remove', address],
      [
        'user',
        'invite',
        address,
        ...(given.length === 0 ? [] : ['--assign', ...given.map(({ role, path }) => `${role}@${path}`)]),
        ...(groups.length === 0 ? [] : ['--group', ...groups.map((group) => nameWord(group))]),
      ],
    ],
    permissions: ['organization.user.remove', 'organization.user.invite'],
    scope: 'organization',
    also: [
      ...given.map(({ path }) => needed('organization.role.manage', path)),
      ...(groups.length === 0 ? [] : [needed('organization.group.manage')]),
    ],
  }
}
