/**
 * Ways to sign in, which nobody can ask for yet: single sign-on, and credentials that are taken away. The commands are
 * the core's own, and they take the usual way in.
 */
import { activateUser } from '../core/change/activate-user.ts'
import { addProvider } from '../core/change/add-provider.ts'
import { recordSignInPath } from '../core/change/record-sign-in-path.ts'
import { propose, type SignInPath } from '../core/index.ts'
import { directoryEntry } from '../operations/account/directory-entry.ts'
import {
  identitiesOf,
  linkIdentity,
  setPassword,
  unlinkIdentity,
  verifyEmail,
  type Write,
} from '../store/store.ts'
import { addressOf, type Deed } from './line.ts'
import type { Stage } from './stage.ts'

export function addsProvider(key: string, displayName: string): Deed {
  return (stage, moment) =>
    stage.change(moment, 'sso oidc add', ({ snapshot }, context) => ({
      proposal: propose(snapshot, addProvider, { key, displayName }, context),
    }))
}

/** Whoever is invited becomes a member with the first sign-in through the organization's provider. */
export const signsInThroughProvider: Deed = (stage, moment) =>
  stage.change(moment, 'sign-in', async ({ snapshot }, context) => {
    const account = await stage.account(moment.by!)
    const { build } = stage.deps.store
    const { status, signInPath } = snapshot.members.get(account.id)!
    const { id: provider, key } = snapshot.providers[0]!
    const command = status === 'invited' ? activateUser : recordSignInPath
    const path = { ...signInPath, providers: [provider] }
    const verifiedAt = account.emailVerifiedAt ?? moment.at
    return {
      proposal: propose(snapshot, command, { principal: account.id, path }, context),
      extra: [
        ...linkIdentity(build, {
          provider,
          subject: `${key}|${account.email}`,
          account: account.id,
          linkedAt: moment.at,
        }),
        ...(account.emailVerifiedAt === undefined
          ? verifyEmail(build, account.id, `provider:${provider}`, verifiedAt)
          : []),
      ],
      known: [directoryEntry({ ...account, emailVerifiedAt: verifiedAt })],
    }
  })

/** The provider no longer vouches for a person. */
export function unlinksIdentity(of: string): Deed {
  return loses(of, { providers: [] }, async ({ deps: { store } }, account) => {
    const linked = await identitiesOf(store, account)
    return linked.flatMap(({ provider, subject }) => unlinkIdentity(store.build, provider, subject))
  })
}

export function removesPassword(of: string): Deed {
  return loses(of, { password: false }, ({ deps: { store, clock } }, account) =>
    setPassword(store.build, account, null, clock()),
  )
}

function loses(
  who: string,
  way: Partial<SignInPath>,
  writes: (stage: Stage, account: string) => readonly Write[] | Promise<readonly Write[]>,
): Deed {
  return (stage, moment) =>
    stage.change(moment, 'recordSignInPath', async ({ snapshot }, context) => {
      const { id } = await stage.account(addressOf(who, moment.domain))
      const path = { ...snapshot.members.get(id)!.signInPath, ...way }
      return {
        proposal: propose(snapshot, recordSignInPath, { principal: id, path }, context),
        extra: await writes(stage, id),
      }
    })
}
