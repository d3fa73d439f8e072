/** Members as answers show them, cut to what the reader may see of roles and groups. */
import type { Unparsed } from '../../contract/table.ts'
import { eachHeld } from '../../core/decision/held.ts'
import { type Assignment, accessSummary, type Member, standingOf } from '../../core/index.ts'
import { assignmentAt } from '../../core/snapshot/state.ts'
import type { Scene } from '../scene.ts'
import { isOwn, may } from '../visible.ts'
import { scopeAnswer } from './scopes.ts'

export type UserAnswer = Unparsed<'showUser'>

export function emailOf({ living }: Scene, id: string): string {
  return living.person(id)?.email ?? ''
}

/** Without the last sign-in and the invitation, which are not in memory whole: see `userAnswers`. */
export function userAnswer(scene: Scene, member: Member): UserAnswer {
  const { living, snapshot, now } = scene
  const own = isOwn(scene, member.id)
  const seesRoles = own || may(scene, 'organization.role.read')
  const seesGroups = own || may(scene, 'organization.group.read')
  const held = heldBy(scene, member.id).filter(({ assignment }) => isCurrent(assignment, now))
  const direct = held.filter(({ group }) => group === undefined).map(({ assignment }) => assignment)
  const shown = held.filter(({ group }) => seesRoles && (seesGroups || group === undefined))
  return {
    id: member.id,
    email: emailOf(scene, member.id),
    name: living.person(member.id)?.name ?? '',
    type: member.type,
    status: member.status,
    access: member.access,
    standing: standingOf(member),
    roles: distinct(shown.map((one) => roleOf(scene, one))),
    groups: seesGroups ? groupsOf(scene, member.id) : [],
    direct_scopes: seesRoles ? distinct(direct.map(({ scope }) => scopeAnswer(snapshot, scope))) : [],
    access_summary: accessSummary(snapshot, member.id, now),
    beta_access: member.betaAccess,
    sign_in: signInOf(scene, member),
    last_sign_in_at: null,
  }
}

/** Providers that are linked, in use or not: whether they help is for the decision to say. */
function signInOf({ snapshot }: Scene, { signInPath }: Member): UserAnswer['sign_in'] {
  const linked = snapshot.providers.filter(({ id }) => signInPath.providers.includes(id))
  return {
    password: signInPath.password,
    providers: linked.map(({ key, displayName }) => ({ key, display_name: displayName })),
  }
}

type Held = { readonly assignment: Assignment; readonly group: string | undefined }

function heldBy({ snapshot }: Scene, principal: string): Held[] {
  const held: Held[] = []
  eachHeld(snapshot, snapshot.members.numberOf(principal)!, (number, seat) => {
    held.push({
      assignment: assignmentAt(snapshot, number),
      group: seat && snapshot.groups.at(seat.group)!.id,
    })
  })
  return held
}

function roleOf({ snapshot }: Scene, { assignment, group }: Held): UserAnswer['roles'][number] {
  const { role, scope } = assignment
  return {
    id: role,
    name: snapshot.roles.get(role)!.name,
    scope: scopeAnswer(snapshot, scope),
    ...(group !== undefined && { group: { id: group, name: snapshot.groups.get(group)!.name } }),
  }
}

/** In force, or yet to begin: what is over is not what somebody has. */
function isCurrent({ expiresAt }: Assignment, now: number): boolean {
  return expiresAt === undefined || now < expiresAt
}

function groupsOf({ snapshot }: Scene, principal: string): { id: string; name: string }[] {
  const { seats } = snapshot.index.entry(snapshot.members.numberOf(principal)!)
  return seats.map(({ group }) => {
    const { id, name } = snapshot.groups.at(group)!
    return { id, name }
  })
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}
