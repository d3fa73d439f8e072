/** Groups and the seats in them as answers show them; what a group gives, to whoever may see roles. */
import type { Unparsed } from '../../contract/table.ts'
import { seatOf, sourceOf } from '../../core/change/seats.ts'
import type { Group, SeatSource, Snapshot } from '../../core/index.ts'
import { periodAt } from '../../core/snapshot/state.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { widestFirst } from './scopes.ts'
import { seatProvider } from './seat-provider.ts'
import { emailOf } from './users.ts'

export type GroupAnswer = Unparsed<'showGroup'>
type Gives = NonNullable<GroupAnswer['gives']>
type Member = Unparsed<'listGroupMembers'>['items'][number]

export function groupAnswer(scene: Scene, group: Group): GroupAnswer {
  return groupAnswers(scene, [group])[0]!
}

export function groupAnswers(scene: Scene, groups: readonly Group[]): GroupAnswer[] {
  const seesRoles = may(scene, 'organization.role.read')
  return groups.map((group) => answerOf(scene, group, seesRoles))
}

function answerOf(scene: Scene, { id, name, description }: Group, seesRoles: boolean): GroupAnswer {
  const { snapshot, now } = scene
  const number = snapshot.groups.numberOf(id)!
  return {
    id,
    name,
    description,
    member_count: snapshot.index.membersOf(number).size,
    assignment_count: snapshot.index.assignmentsOfGroup(number).length,
    ...sourceAnswer(snapshot, sourceOf(snapshot, number)),
    ...(seesRoles && { gives: givenBy(snapshot, number, now) }),
  }
}

/** Roles and places that an answer about a group names; the rest is counted. */
const NAMED = 10

/** In force, or yet to begin: what is over is given no more. */
function givenBy(snapshot: Snapshot, group: number, now: number): Gives {
  const { assignments, index, roles } = snapshot
  const current = index.assignmentsOfGroup(group).filter((number) => periodAt(snapshot, number)[1] > now)
  const given = [...new Set(current.map((number) => assignments.roleOf(number)))].map(
    (role) => roles.at(role)!,
  )
  const places = new Set(current.map((number) => assignments.scopeOf(number)))
  given.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
  return {
    roles: given.slice(0, NAMED).map(({ id, name }) => ({ id, name })),
    role_count: given.length,
    scopes: widestFirst(snapshot, places).slice(0, NAMED),
    scope_count: places.size,
  }
}

/** @param id of somebody who is in the group */
export function groupMemberAnswer(scene: Scene, id: string, group: Group): Member {
  const { living, snapshot } = scene
  const seat = seatOf(snapshot, snapshot.members.numberOf(id)!, snapshot.groups.numberOf(group.id)!)!
  return {
    id,
    email: emailOf(scene, id),
    name: living.person(id)?.name ?? '',
    ...sourceAnswer(snapshot, seat.source),
  }
}

function sourceAnswer(snapshot: Snapshot, source: SeatSource): Pick<Member, 'source' | 'provider'> {
  const provider = seatProvider(snapshot, source)
  return {
    source,
    ...(provider && { provider: { key: provider.key, display_name: provider.displayName } }),
  }
}
