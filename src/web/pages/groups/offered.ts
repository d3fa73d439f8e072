/** What whoever looks may do with a group, in the order in which it is offered. */
import type { May } from '../../app/abilities.ts'
import { isSynced } from '../../parts/filled-by.tsx'
import type { Doing, Group, Member } from './view.ts'

export type Action = readonly [name: Doing, label: string]

export function groupActions(may: May): readonly Action[] {
  if (!may('organization.group.manage')) return []
  return [
    ['edit', 'Edit'],
    ['delete', 'Delete'],
  ]
}

/** Whoever comes into a group that is filled from elsewhere comes in there. */
export function mayAdd(group: Group, may: May): boolean {
  return may('organization.group.manage') && !isSynced(group)
}

export function mayRemove(member: Member, may: May): boolean {
  return may('organization.group.manage') && !isSynced(member)
}

/** The choice of a role shows the roles that there are. */
export function mayGive(may: May): boolean {
  return may('organization.role.manage') && may('organization.role.read')
}
