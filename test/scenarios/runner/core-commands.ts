/** Which command of the core an operation of the contract asks for, and with what. */

import type { OperationName } from '../../../src/contract/table.ts'
import { addExpectation } from '../../../src/core/change/add-expectation.ts'
import { addGroupMember } from '../../../src/core/change/add-group-member.ts'
import { archiveProject } from '../../../src/core/change/archive-project.ts'
import { blockUser } from '../../../src/core/change/block-user.ts'
import { cancelInvitation } from '../../../src/core/change/cancel-invitation.ts'
import { changeSettings } from '../../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../../src/core/change/change-sign-in-settings.ts'
import { connectSource } from '../../../src/core/change/connect-source.ts'
import { createAssignment } from '../../../src/core/change/create-assignment.ts'
import { createEnvironment } from '../../../src/core/change/create-environment.ts'
import { createGroup } from '../../../src/core/change/create-group.ts'
import { createProject } from '../../../src/core/change/create-project.ts'
import { createRole } from '../../../src/core/change/create-role.ts'
import { deleteAssignment } from '../../../src/core/change/delete-assignment.ts'
import { deleteEnvironment } from '../../../src/core/change/delete-environment.ts'
import { deleteGroup } from '../../../src/core/change/delete-group.ts'
import { deleteProject } from '../../../src/core/change/delete-project.ts'
import { deleteRole } from '../../../src/core/change/delete-role.ts'
import { disconnectSource, findSource } from '../../../src/core/change/disconnect-source.ts'
import { grantRole } from '../../../src/core/change/grant-role.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import { removeExpectation } from '../../../src/core/change/remove-expectation.ts'
import { removeGroupMember } from '../../../src/core/change/remove-group-member.ts'
import { removeUser } from '../../../src/core/change/remove-user.ts'
import { resendInvitation } from '../../../src/core/change/resend-invitation.ts'
import { setBetaAccess } from '../../../src/core/change/set-beta-access.ts'
import { setFeature } from '../../../src/core/change/set-feature.ts'
import { unarchiveProject } from '../../../src/core/change/unarchive-project.ts'
import { unblockUser } from '../../../src/core/change/unblock-user.ts'
import { updateAssignment } from '../../../src/core/change/update-assignment.ts'
import { updateGroup } from '../../../src/core/change/update-group.ts'
import { updateRole } from '../../../src/core/change/update-role.ts'
import {
  type Command,
  type Context,
  type Outcome,
  type Owner,
  readExpectation,
  type Snapshot,
} from '../../../src/core/index.ts'
import type { House } from '../../core/support/house.ts'
import type { Request } from './command-line.ts'
import { idOf } from './people.ts'

/** The command, with its input in it; absent for what only reads. */
export function commandOf({ name, fields }: Request, house: House): Command<null> | undefined {
  const command = COMMANDS[name] as Command<unknown> | undefined
  if (command === undefined) return undefined
  const input = inputOf(fields, house)
  return (snapshot: Snapshot, _: null, context: Context): Outcome => command(snapshot, input, context)
}

const COMMANDS: Partial<Record<OperationName, Command<never>>> = {
  addExpectation: (snapshot, { text, note }: Statement, context) =>
    addExpectation(snapshot, { ...readExpectation(text)!, ...(note !== undefined && { note }) }, context),
  addGroupMember,
  archiveProject,
  blockUser,
  cancelInvitation,
  changeSettings,
  changeSignInSettings,
  connectSource: (snapshot, input: Connected, context) =>
    connectSource(
      snapshot,
      { branch: 'main', principal: `usr_${input.name}_${snapshot.organization.name}`, ...input },
      context,
    ),
  createAssignment,
  createEnvironment,
  createGroup,
  createProject,
  createRole,
  deleteAssignment,
  deleteEnvironment: (snapshot, { project, environment }: Place, context) =>
    deleteEnvironment(snapshot, { environment: `${project}/${environment}` }, context),
  deleteGroup,
  deleteProject,
  deleteRole,
  disconnectSource,
  grantRole,
  inviteUser,
  removeExpectation,
  removeGroupMember,
  removeUser,
  resendInvitation,
  setBetaAccess,
  setFeature,
  unarchiveProject,
  unblockUser,
  updateAssignment,
  updateGroup,
  updateRole,
}

/** What owns the automation account that a source's operations change. */
export function throughOf({ name, fields }: Request, house: House): Owner | undefined {
  if (name === 'connectSource') return { type: 'source', id: house.newId('src') }
  if (name !== 'disconnectSource') return undefined
  const source = findSource(house.snapshot, String(fields['source']))
  return source && { type: 'source', id: source.id }
}

type Statement = { readonly text: string; readonly note?: string }
type Connected = { readonly name: string; readonly url: string }
type Place = { readonly project: string; readonly environment: string }

const NAMES: Readonly<Record<string, string>> = {
  user: 'principal',
  email: 'principal',
  invitation: 'principal',
  not_before: 'notBefore',
  expires_at: 'expiresAt',
}

/** The contract's fields by the names of the core; people by id. */
function inputOf(fields: Request['fields'], house: House): Record<string, unknown> {
  const entries = Object.entries(fields).map(([field, value]) => {
    const name = NAMES[field] ?? field
    if (field === 'text') return [name, withId(String(value), house)]
    return [name, name === 'principal' ? idOf(String(value).split('@')[0]!, house) : value]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** `alex@example.com can project.read at billing`: the core knows people by id. */
function withId(text: string, house: House): string {
  return text.replace(/^(\w+)@\S+/, (_, name: string) => idOf(name, house))
}
