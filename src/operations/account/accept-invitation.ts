/**
 * Accepting an invitation as the account that is signed in. Without the link it takes an address that is proven for that
 * organization: an account that somebody else prepared accepts nothing (INV-03, INV-04, INV-16).
 */
import { refuse } from '../../core/index.ts'
import { accountById } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import { organizationAnswer } from '../answers/things.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { accept } from './accept.ts'
import { invitationBehind, openLink } from './activation-link.ts'
import { isOwner } from './basis.ts'
import { notSomebodyElse } from './prove-account.ts'
import { type Waiting, waitingInvitations } from './waiting-invitations.ts'

export function acceptInvitation(deps: Deps): UseCase<'acceptInvitation'> {
  return async ({ params, body }, call) => {
    const id = params.invitation
    const { account, living } =
      body.token === undefined ? await waiting(deps, id, call) : await behindLink(deps, id, body.token, call)
    return accept(
      deps,
      {
        living,
        account,
        call,
        change: 'acceptInvitation',
        beside: async () => {
          if (body.token === undefined) await waiting(deps, id, call)
          else invitationBehind(await openLink(deps, body.token), call.now)
          const used = {
            type: 'link.used',
            organization: living.id,
            actor: actorOf(call),
            at: call.now,
            data: { purpose: 'activation', account: account.id, invitation: id },
          } as const
          return { writes: body.token === undefined ? [] : activity(deps, used), result: undefined }
        },
      },
      () => ({
        answer: { organization: organizationAnswer(living.snapshot) },
        revision: living.revision,
      }),
    )
  }
}

async function waiting(deps: Deps, id: string, call: Call): Promise<Waiting> {
  const found = (await waitingInvitations(deps, call)).find(({ invitation }) => invitation.id === id)
  if (found === undefined) throw noInvitation(id)
  return found
}

/** @throws Refused LINK_NOT_VALID, INVITE_OTHER_EMAIL, SSO_REQUIRED, NOT_FOUND, UNAUTHENTICATED */
async function behindLink(
  deps: Deps,
  id: string,
  token: string,
  call: Call,
): Promise<Pick<Waiting, 'account' | 'living'>> {
  const open = await openLink(deps, token)
  const invitation = invitationBehind(open, call.now)
  const account = await accountById(deps.store, open.link.account)
  if (account === undefined || invitation.id !== id) throw noInvitation(id)
  notSomebodyElse(account, call)
  if (!isOwner(call, account.id))
    throw new Refused(refuse('UNAUTHENTICATED', 'an invitation is accepted in a session, not with a token'))
  return { account, living: open.living }
}

/** The same for what is not there, is another’s, or takes its link. */
function noInvitation(id: string): Refused {
  return new Refused(
    refuse('NOT_FOUND', `no invitation \`${id}\` that you could accept without its link`, {
      field: '/invitation',
      next: 'open the link of the invitation; compartment account invitation list',
    }),
  )
}
