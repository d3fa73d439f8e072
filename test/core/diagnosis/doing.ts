/** Does on the core what a printed command says; what is not understood is a mistake. */
import { addGroupMember } from '../../../src/core/change/add-group-member.ts'
import { changeSettings } from '../../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../../src/core/change/change-sign-in-settings.ts'
import { createAssignment } from '../../../src/core/change/create-assignment.ts'
import { createRole } from '../../../src/core/change/create-role.ts'
import { deleteAssignment } from '../../../src/core/change/delete-assignment.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import { removeGroupMember } from '../../../src/core/change/remove-group-member.ts'
import { removeUser } from '../../../src/core/change/remove-user.ts'
import { resendInvitation } from '../../../src/core/change/resend-invitation.ts'
import { setBetaAccess } from '../../../src/core/change/set-beta-access.ts'
import { setFeature } from '../../../src/core/change/set-feature.ts'
import { unarchiveProject } from '../../../src/core/change/unarchive-project.ts'
import { unblockUser } from '../../../src/core/change/unblock-user.ts'
import { updateAssignment } from '../../../src/core/change/update-assignment.ts'
import { updateRole } from '../../../src/core/change/update-role.ts'
import {
  type Command,
  isRefusal,
  propose,
  type Refusal,
  type Snapshot,
  SYSTEM,
  snapshotFrom,
  stateOf,
} from '../../../src/core/index.ts'
import { sha256 } from '../support/house.ts'

type Values = {
  readonly words: readonly string[]
  readonly option: (name: string) => string
}

const personOf = (word: string): string => word.replace(/@example\.com$/, '')

const DEEDS: Readonly<Record<string, (values: Values) => readonly [Command<never>, object]>> = {
  'user unblock': ({ words }) => [unblockUser, { principal: personOf(words[2]!) }],
  'user remove': ({ words }) => [removeUser, { principal: personOf(words[2]!) }],
  'user invite': ({ words }) => [
    inviteUser,
    {
      principal: personOf(words[2]!),
      assignments: listAfter(words, '--assign').map((text) => {
        const at = text.lastIndexOf('@')
        return { role: text.slice(0, at), scope: text.slice(at + 1) }
      }),
      groups: listAfter(words, '--group'),
    },
  ],
  'user beta-access': ({ words }) => [setBetaAccess, { principal: personOf(words[2]!), enabled: true }],
  'invitation resend': ({ words }) => [resendInvitation, { principal: personOf(words[2]!) }],
  'auth settings': () => [changeSignInSettings, { passwords: true }],
  'project unarchive': ({ words }) => [unarchiveProject, { project: words[2] }],
  'group member': ({ words }) => [
    words[2] === 'add' ? addGroupMember : removeGroupMember,
    { group: words[3], principal: personOf(words[4]!) },
  ],
  'role create': ({ words, option }) => [
    createRole,
    { name: words[2], permissions: [option('--permission')] },
  ],
  'role update': ({ words }) => [
    updateRole,
    { role: words[2], permissions: listAfter(words, '--permission') },
  ],
  'assignment create': ({ words, option }) => [
    createAssignment,
    {
      role: option('--role'),
      ...(words.includes('--user')
        ? { principal: personOf(option('--user')) }
        : { group: option('--group') }),
      scope: option('--scope'),
      ...(words.includes('--expires-at') && { expiresAt: Date.parse(option('--expires-at')) }),
    },
  ],
  'assignment delete': ({ words }) => [deleteAssignment, { assignment: words[2] }],
  'assignment update': ({ words, option }) => [
    updateAssignment,
    {
      assignment: words[2],
      ...(words.includes('--not-before')
        ? { notBefore: null }
        : { expiresAt: option('--expires-at') === 'never' ? null : Date.parse(option('--expires-at')) }),
    },
  ],
  'feature set': ({ words }) => [setFeature, { feature: words[2], enabled: true }],
  'org settings': ({ option }) => [changeSettings, { tier: option('--tier') }],
}

/** What follows an option up to the next one. */
function listAfter(words: readonly string[], option: string): readonly string[] {
  const rest = words.includes(option) ? words.slice(words.indexOf(option) + 1) : []
  const end = rest.findIndex((word) => word.startsWith('--'))
  return end < 0 ? rest : rest.slice(0, end)
}

/** @param words of a command, without `compartment`. @returns the organization afterwards, or why not */
export function done(snapshot: Snapshot, words: readonly string[], now: number): Snapshot | Refusal {
  const deed = DEEDS[words.slice(0, 2).join(' ')]
  if (deed === undefined) throw new Error(`nobody knows how to do \`${words.join(' ')}\``)
  const option = (name: string): string => {
    const value = words[words.indexOf(name) + 1]
    if (!words.includes(name) || value === undefined) throw new Error(`\`${words.join(' ')}\` lacks ${name}`)
    return value
  }
  const [command, input] = deed({ words, option })
  return changed(snapshot, command as Command<unknown>, input, now)
}

/** Whatever it does to people is accepted. */
export function changed(
  snapshot: Snapshot,
  command: Command<unknown>,
  input: object,
  now: number,
): Snapshot | Refusal {
  let made = snapshot.revision * 100
  const newId = (prefix: string): string => `${prefix}_new${++made}`
  const context = { actor: SYSTEM, now, newId, sha256 }
  const preview = propose(snapshot, command, input, context, { dryRun: true })
  const acceptImpact = isRefusal(preview) ? '' : preview.impact.digest
  const proposal = propose(snapshot, command, input, context, { acceptImpact })
  // The organization before it is still looked at, so what came of it is made anew.
  return isRefusal(proposal) ? proposal : snapshotFrom(stateOf(proposal.after))
}
