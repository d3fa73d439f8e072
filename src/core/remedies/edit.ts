/**
 * An edit of a remedy: one command of the catalogue with its input. What it does is done by that command, and whoever
 * asks for the command by its own name is asked for the same permission at the same place.
 */
import type { PermissionKey } from '../catalogue/permissions.ts'
import { addGroupMember } from '../change/add-group-member.ts'
import { changeSettings } from '../change/change-settings.ts'
import type { Context, Outcome } from '../change/command.ts'
import { createAssignment } from '../change/create-assignment.ts'
import { deleteAssignment } from '../change/delete-assignment.ts'
import { removeGroupMember } from '../change/remove-group-member.ts'
import { setBetaAccess } from '../change/set-beta-access.ts'
import { setFeature } from '../change/set-feature.ts'
import { unarchiveProject } from '../change/unarchive-project.ts'
import { unblockUser } from '../change/unblock-user.ts'
import { updateAssignment } from '../change/update-assignment.ts'
import { updateRole } from '../change/update-role.ts'
import type { Subject } from '../model/assignment.ts'
import type { Tier } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentOf } from '../snapshot/state.ts'

/** Everything by id; named like the operation that does the same. */
export type Edit =
  | { readonly operation: 'unblockUser'; readonly principal: string }
  | { readonly operation: 'unarchiveProject'; readonly project: string }
  | { readonly operation: 'updateRole'; readonly role: string; readonly adds: string }
  | {
      readonly operation: 'createAssignment'
      readonly role: string
      readonly scope: string
      readonly holder: Subject
      readonly days?: number
    }
  | { readonly operation: 'updateAssignment'; readonly assignment: string; readonly dates: Dates }
  | { readonly operation: 'deleteAssignment'; readonly assignment: string }
  | { readonly operation: 'addGroupMember'; readonly group: string; readonly principal: string }
  | { readonly operation: 'removeGroupMember'; readonly group: string; readonly principal: string }
  | { readonly operation: 'setFeature'; readonly feature: string }
  | { readonly operation: 'setBetaAccess'; readonly principal: string }
  | { readonly operation: 'changeSettings'; readonly tier: Tier }

/** What becomes of an assignment that is over, or has not begun: some days more, no end any more, or a beginning now. */
export type Dates = { readonly days: number } | 'no_end' | 'begin'

/** For how long something is given that is to be looked at anew. */
export const DAYS = 30

const DAY = 86_400_000

/** Whole days, so that what is shown at one moment is what is done at the next. @returns epoch milliseconds */
export function endAfter(now: number, days: number): number {
  return (Math.ceil(now / DAY) + days) * DAY
}

/** What the edit's command answers. */
export function outcomeOf(snapshot: Snapshot, edit: Edit, context: Context): Outcome {
  const { now } = context
  switch (edit.operation) {
    case 'unblockUser':
      return unblockUser(snapshot, edit, context)
    case 'unarchiveProject':
      return unarchiveProject(snapshot, edit, context)
    case 'updateRole': {
      const had = snapshot.roles.get(edit.role)?.permissions ?? []
      return updateRole(snapshot, { role: edit.role, permissions: [...had, edit.adds] }, context)
    }
    case 'createAssignment': {
      const { role, scope, holder, days } = edit
      const subject = holder.type === 'user' ? { principal: holder.id } : { group: holder.id }
      const end = days === undefined ? {} : { expiresAt: endAfter(now, days) }
      return createAssignment(snapshot, { role, scope, ...subject, ...end }, context)
    }
    case 'updateAssignment':
      return updateAssignment(snapshot, { assignment: edit.assignment, ...datesOf(edit.dates, now) }, context)
    case 'deleteAssignment':
      return deleteAssignment(snapshot, edit, context)
    case 'addGroupMember':
      return addGroupMember(snapshot, edit, context)
    case 'removeGroupMember':
      return removeGroupMember(snapshot, edit, context)
    case 'setFeature':
      return setFeature(snapshot, { feature: edit.feature, enabled: true }, context)
    case 'setBetaAccess':
      return setBetaAccess(snapshot, { principal: edit.principal, enabled: true }, context)
    case 'changeSettings':
      return changeSettings(snapshot, { tier: edit.tier }, context)
  }
}

function datesOf(dates: Dates, now: number) {
  if (dates === 'begin') return { notBefore: null }
  return { expiresAt: dates === 'no_end' ? null : endAfter(now, dates.days) }
}

/** The permission that the edit's operation takes, and where. */
export type Taken = {
  readonly permission: PermissionKey
  /** Id. */
  readonly scope: string
}

export function takenBy(snapshot: Snapshot, edit: Edit): Taken {
  const here = (permission: PermissionKey): Taken => ({ permission, scope: snapshot.organization.id })
  switch (edit.operation) {
    case 'unblockUser':
      return here('organization.user.block')
    case 'unarchiveProject':
      return { permission: 'project.archive', scope: edit.project }
    case 'updateRole':
      return here('organization.role.manage')
    case 'createAssignment':
      return { permission: 'organization.role.manage', scope: edit.scope }
    case 'updateAssignment':
    case 'deleteAssignment':
      return {
        permission: 'organization.role.manage',
        scope: assignmentOf(snapshot, edit.assignment)!.scope,
      }
    case 'addGroupMember':
    case 'removeGroupMember':
      return here('organization.group.manage')
    case 'setFeature':
    case 'setBetaAccess':
    case 'changeSettings':
      return here('organization.settings.manage')
  }
}

/** Whether what it gives has no end. */
export function isLasting(snapshot: Snapshot, edit: Edit): boolean {
  if (edit.operation === 'createAssignment') return edit.days === undefined
  if (edit.operation !== 'updateAssignment') return true
  if (edit.dates === 'begin') return assignmentOf(snapshot, edit.assignment)!.expiresAt === undefined
  return edit.dates === 'no_end'
}
