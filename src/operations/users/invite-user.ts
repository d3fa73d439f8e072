/**
 * `user invite`: adds a membership (S0-2). Whoever has an account that is verified for this organization is a member at
 * once (S1-5); everybody else gets a link, unless the organization takes no passwords.
 */

import type { Input } from '../../contract/table.ts'
import { inviteUser as command } from '../../core/change/invite-user.ts'
import { type Event, type Proposal, refuse, type SignInPath } from '../../core/index.ts'
import { type Account, createAccount, type Write } from '../../store/store.ts'
import { accountFor } from '../account/account-for.ts'
import { basisOf } from '../account/basis.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { pathHere } from '../account/path-here.ts'
import { instant } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { inviterOf, joinedLetter } from '../invitations/invitation-letter.ts'
import { type Issue, issued, issuedAnswer, issueLink, mayBeShown } from '../invitations/invitation-links.ts'
import { rehearse } from '../invitations/rehearse.ts'
import { type Plan, perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { requireScope } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { oneUser } from './one-user.ts'
import { refusePrograms } from './program-addresses.ts'

type Body = Input<'inviteUser'>['body']

type Invited = {
  readonly account: Account
  readonly isNew: boolean
  /** Of a member at once. */
  readonly path: SignInPath | undefined
  /** Of everybody else. */
  readonly issue: Issue | undefined
}

export function inviteUser(deps: Deps): UseCase<'inviteUser'> {
  return async (input, call) => {
    requireRehearsal(input)
    let invited: Invited | undefined
    const result = await perform(
      deps,
      'inviteUser',
      input,
      call,
      async (scene) => {
        invited = await invitedBy(deps, scene, input.body)
        return plan(deps, scene, input.body, invited)
      },
      async (scene, events) => {
        const { account, issue } = invited!
        const created = events.find((event) => event.type === 'invitation.created')
        const user = await oneUser(deps, scene, account.id)
        if (created === undefined || issue === undefined) return { user }
        const { id, expiresAt } = created.data.invitation
        return { user, invitation: { id, expires_at: instant(expiresAt), ...issuedAnswer(issue) } }
      },
      (scene, proposal) => {
        const { account, issue } = invited!
        return { rehearsal: rehearse(deps, scene, proposal, { account, issue, goals: input.body.goals }) }
      },
    )
    return invited?.issue?.shownUrl === undefined ? result : { ...result, secret: true }
  }
}

/** What somebody is meant to be able to do is looked at before, not after. */
function requireRehearsal({ body, query }: Input<'inviteUser'>): void {
  if (body.goals === undefined || query.dry_run === true) return
  throw new Refused(
    refuse('INVALID', 'goals belong to a rehearsal: add `dry_run`', {
      field: '/goals',
      next: 'add --dry-run',
    }),
  )
}

async function invitedBy(deps: Deps, scene: Scene, body: Body): Promise<Invited> {
  const { account, isNew } = await accountFor(deps, body, scene.now)
  refusePrograms(scene, account.email, isNew ? undefined : account)
  const path = isNew ? undefined : await pathHere(deps, account, scene.living)
  if (path !== undefined) return { account, isNew, path, issue: undefined }
  const to = { account, basis: isNew ? 'new' : await basisOf(deps, account, scene.living) } as const
  return {
    account,
    isNew,
    path,
    issue: issueLink(deps, scene, { to, ...inviterOf(scene), showLink: body.show_link }),
  }
}

function plan(
  deps: Deps,
  scene: Scene,
  { role, assignments, groups }: Body,
  { account, isNew, path, issue }: Invited,
): Plan<Parameters<typeof command>[1]> {
  const { build } = deps.store
  const to = { account, basis: 'password' } as const
  return {
    command,
    input: {
      principal: account.id,
      ...(path !== undefined && { verifiedPath: path }),
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
      if (issue !== undefined) mayBeShown(scene, proposal, account.id, issue)
    },
    extra: (events: readonly Event[]): Write[] => [
      ...(isNew ? createAccount(build, account) : []),
      ...events.flatMap((event) =>
        event.type === 'invitation.created' && issue !== undefined
          ? issued(deps, scene, issue, event.data.invitation)
          : [],
      ),
      ...(path === undefined
        ? []
        : joinedLetter(deps, { snapshot: scene.snapshot, to, ...inviterOf(scene) })),
    ],
    known: [directoryEntry(account)],
  }
}
