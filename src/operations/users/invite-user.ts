/**
 * `user invite`: adds a membership (S0-2). Whoever has an account that is verified for this organization is a member at
 * once (S1-5); everybody else gets a link, unless the organization takes no passwords.
 */

import type { Input } from '../../contract/table.ts'
import { inviteUser as command } from '../../core/change/invite-user.ts'
import { type Event, type Proposal, refuse, type SignInPath } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { type Account, accountByEmail, createAccount, type Write } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { pathHere } from '../account/path-here.ts'
import { instant } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { mayBeShown, type NewLink, newLink } from '../invitations/invitation-links.ts'
import { type Plan, perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { requireScope } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { oneUser } from './one-user.ts'

type Invited = { readonly account: Account; readonly isNew: boolean; readonly link: NewLink | undefined }

export function inviteUser(deps: Deps): UseCase<'inviteUser'> {
  return async (input, call) => {
    let invited: Invited | undefined
    const result = await perform(
      deps,
      'inviteUser',
      input,
      call,
      async (scene) => {
        const { account, isNew } = await accountFor(deps, input.body, scene)
        const verifiedPath = isNew ? undefined : await pathHere(deps, account, scene.living)
        invited = { account, isNew, link: verifiedPath === undefined ? newLink(deps, scene) : undefined }
        return plan(deps, scene, input.body, invited, verifiedPath)
      },
      async (scene, events) => {
        const { account, link } = invited!
        const created = events.find((event) => event.type === 'invitation.created')
        const user = await oneUser(deps, scene, account.id)
        if (created === undefined) return { user }
        const { id, expiresAt } = created.data.invitation
        const shown = link === undefined ? {} : { activation_url: link.url }
        return { user, invitation: { id, ...shown, expires_at: instant(expiresAt) } }
      },
    )
    return invited?.link === undefined ? result : { ...result, secret: true }
  }
}

function plan(
  { store }: Deps,
  scene: Scene,
  { role, assignments, groups }: Input<'inviteUser'>['body'],
  { account, isNew, link }: Invited,
  verifiedPath: SignInPath | undefined,
): Plan<Parameters<typeof command>[1]> {
  return {
    command,
    input: {
      principal: account.id,
      ...(verifiedPath !== undefined && { verifiedPath }),
      ...(role !== undefined && { role }),
      ...(assignments !== undefined && {
        assignments: assignments.map((one, at) => ({
          role: one.role,
          scope: requireScope(scene, one.scope, `/assignments/${at}/scope`),
        })),
      }),
      ...(groups !== undefined && { groups }),
    },
    check: (proposal: Proposal) => {
      if (link !== undefined) mayBeShown(scene, proposal, account.id)
    },
    extra: (events: readonly Event[]): Write[] => [
      ...(isNew ? createAccount(store.build, account) : []),
      ...events.flatMap((event) =>
        event.type === 'invitation.created' && link !== undefined ? link.writes(event.data.invitation) : [],
      ),
    ],
    known: [directoryEntry(account)],
  }
}

/** The account of that address, or the one that comes with the invitation: without password, without identity. */
async function accountFor(
  { store, newId }: Deps,
  body: Input<'inviteUser'>['body'],
  { now }: Scene,
): Promise<{ account: Account; isNew: boolean }> {
  const email = normalEmail(body.email)
  if (email === undefined) {
    throw new Refused(refuse('INVALID', `\`${body.email}\` is not an e-mail address`, { field: '/email' }))
  }
  const known = await accountByEmail(store, email)
  if (known?.type === 'automation') {
    throw new Refused(
      refuse('MANAGED_IDENTITY', `\`${email}\` is an automation account: what owns it manages it`),
    )
  }
  if (known !== undefined) return { account: known, isNew: false }
  const account: Account = {
    id: newId('usr'),
    email,
    emailDisplay: body.email.trim(),
    name: body.name ?? '',
    type: 'user',
    epoch: 0,
    createdAt: now,
  }
  return { account, isNew: true }
}
