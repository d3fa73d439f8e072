/** The letter that tells somebody of their invitation; which one, follows from how they come in. */
import type { Invitation, Snapshot } from '../../core/index.ts'
import type { Account, Write } from '../../store/store.ts'
import type { Basis } from '../account/basis.ts'
import type { Deps } from '../deps.ts'
import type { Letter } from '../mail/letter.ts'
import { mailIsConfigured, newLetterId, post } from '../mail/post.ts'
import type { Scene } from '../scene.ts'
import { signInUrl } from './sign-in-url.ts'

export type Recipient = {
  readonly account: Pick<Account, 'id' | 'emailDisplay'>
  readonly basis: Basis
}

export type Telling = {
  readonly snapshot: Snapshot
  readonly to: Recipient
  /** Name or address of whoever invites. */
  readonly by?: string
  /** Absent where they sign in with single sign-on. */
  readonly url?: string
  /** Whether a letter went before this one. */
  readonly again: boolean
}

export type InvitationLetter = {
  readonly id: string
  readonly writes: (invitation: Invitation) => readonly Write[]
}

/** @returns `undefined` where no mail server is configured */
export function letterFor(deps: Deps, { url, ...telling }: Telling): InvitationLetter | undefined {
  if (!mailIsConfigured(deps)) return undefined
  const id = newLetterId(deps)
  const addressed = { id, ...addressedTo(telling) }
  return {
    id,
    writes: ({ expiresAt }) => {
      if (url === undefined)
        return post(deps, {
          ...addressed,
          kind: 'sso_invitation',
          signInUrl: signInUrl(deps, telling.snapshot),
          expiresAt,
        })
      const kind = telling.to.basis === 'new' ? 'invitation' : 'acceptance'
      return post(deps, { ...addressed, kind, url, expiresAt, again: telling.again })
    },
  }
}

/** Somebody who is a member at once is told so; nothing is left for them to do. */
export function joinedLetter(deps: Deps, telling: Omit<Telling, 'url' | 'again'>): readonly Write[] {
  return post(deps, { ...addressedTo(telling), kind: 'joined', signInUrl: signInUrl(deps, telling.snapshot) })
}

function addressedTo({ snapshot: { organization }, to: { account }, by }: Omit<Telling, 'url' | 'again'>) {
  return {
    account: account.id,
    email: account.emailDisplay,
    organization: organization.id,
    organizationName: organization.displayName,
    ...(by !== undefined && { by }),
  } satisfies Partial<Letter> & { organizationName: string }
}

/** Who invites, as members know each other. */
export function inviterOf({ living, caller }: Scene): { readonly by?: string } {
  const person = living.person(caller.account)
  if (person === undefined || person.type !== 'user') return {}
  return { by: person.name === '' ? person.email : person.name }
}
