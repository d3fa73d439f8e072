/** Finding what a command names, or refusing in the same words everywhere. */
import type { Group } from '../model/group.ts'
import type { Member } from '../model/member.ts'
import { foldedNameOf, foldName, nameProblem } from '../model/name.ts'
import type { Role } from '../model/role.ts'
import type { Project } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Refusal, refuse } from './refusal.ts'

/** A role by id or unique name. */
export function findRole(snapshot: Snapshot, idOrName: string): Role | undefined {
  return snapshot.roles.get(idOrName) ?? findNamed(snapshot.roles.values(), idOrName)
}

/** A group by id or unique name. */
export function findGroup(snapshot: Snapshot, idOrName: string): Group | undefined {
  return snapshot.groups.get(idOrName) ?? findNamed(snapshot.groups.values(), idOrName)
}

/** A project by id or slug. */
export function findProject(snapshot: Snapshot, idOrName: string): Project | undefined {
  const scope = snapshot.scopes.find(idOrName)
  return scope === undefined ? undefined : snapshot.projects.get(snapshot.scopes.at(scope).id)
}

function findNamed<T extends { readonly name: string }>(rows: Iterable<T>, name: string): T | undefined {
  const folded = foldName(name)
  for (const row of rows) if (foldedNameOf(row) === folded) return row
  return undefined
}

export function noRole(idOrName: string, field = '/role'): Refusal {
  return refuse('UNKNOWN_ROLE', `no role \`${idOrName}\``, { field, next: 'compartment role list' })
}

export function noGroup(idOrName: string, field = '/group'): Refusal {
  return refuse('NOT_FOUND', `no group \`${idOrName}\``, { field, next: 'compartment group list' })
}

export function noScope(scope: string, field = '/scope'): Refusal {
  return refuse('UNKNOWN_SCOPE', `no scope \`${scope}\``, { field, next: 'compartment project list' })
}

export function noMember(principal: string, field = '/user'): Refusal {
  return refuse('NOT_A_MEMBER', `\`${principal}\` is not a member of this organization`, {
    field,
    next: 'compartment user list',
  })
}

/** A person or automation account that is a member here. */
export function memberOrRefusal(snapshot: Snapshot, principal: string): Member | Refusal {
  return snapshot.members.get(principal) ?? noMember(principal)
}

/** Why a role or group cannot have this name: not a name, or another one's. */
export function nameRefusal(
  kind: 'role' | 'group' | 'source',
  name: string,
  others: Iterable<{ readonly id: string; readonly name: string }>,
  ownId?: string,
): Refusal | undefined {
  const problem = nameProblem(name)
  if (problem !== undefined)
    return refuse('INVALID', `\`${name}\` cannot name a ${kind}: ${problem}`, { field: '/name' })
  const folded = foldName(name)
  for (const other of others) {
    if (other.id !== ownId && foldedNameOf(other) === folded) {
      return refuse('NAME_TAKEN', `there is already a ${kind} \`${other.name}\``, {
        field: '/name',
        next: `compartment ${kind} show ${other.id}`,
      })
    }
  }
  return undefined
}
