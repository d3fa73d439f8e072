/** Links that work once: to accept an invitation, to set up the install, to sign in to the demo, to reset a password. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { one, type Write } from './statement.ts'
import type { InvitationLinkRow } from './tables.ts'

export type InvitationLink = {
  /** SHA-256 of the link's token, hexadecimal. */
  readonly tokenHash: string
  readonly invitation: string
  readonly organization: string
  /** The account that is invited. */
  readonly account: string
  readonly createdAt: number
  /** When a newer link took its place; such a link says so. */
  readonly replacedAt?: number
  /** Whether somebody else than the invited person saw it: then using it proves nothing about their address. */
  readonly shown: boolean
  /** The letter of the outbox that carries it. */
  readonly letter?: string
}

/** A new link for an invitation; every older one is replaced. */
export function issueInvitationLink(build: Builder, link: Omit<InvitationLink, 'replacedAt'>): Write[] {
  const replaced = build.from
    .updateTable('invitation_links')
    .set({ replaced_at: link.createdAt })
    .where('invitation', '=', link.invitation)
    .where('replaced_at', 'is', null)
  return [
    replaced.compile(),
    build.insert('invitation_links', {
      token_hash: link.tokenHash,
      invitation: link.invitation,
      organization: link.organization,
      account: link.account,
      created_at: link.createdAt,
      replaced_at: null,
      shown: link.shown ? 1 : 0,
      letter: link.letter ?? null,
    }),
  ]
}

/** Whether it still works depends on the invitation too. */
export async function invitationLink(store: Store, tokenHash: string): Promise<InvitationLink | undefined> {
  const query = store.build.from
    .selectFrom('invitation_links')
    .selectAll()
    .where('token_hash', '=', tokenHash)
  const row = await store.first(query)
  return row && invitationLinkOf(row)
}

/** The newest link of each of these invitations that has one, by invitation. */
export async function newestInvitationLinks(
  store: Store,
  invitations: readonly string[],
): Promise<ReadonlyMap<string, InvitationLink>> {
  if (invitations.length === 0) return new Map()
  const query = store.build.from
    .selectFrom('invitation_links')
    .selectAll()
    .where('invitation', 'in', invitations)
    .where('replaced_at', 'is', null)
  return new Map((await store.rows(query)).map((row) => [row.invitation, invitationLinkOf(row)]))
}

/** Ends every link of an invitation: there is no newer one. */
export function endInvitationLinks(build: Builder, invitation: string, at: number): Write[] {
  const query = build.from.updateTable('invitation_links').set({ replaced_at: at })
  return [query.where('invitation', '=', invitation).where('replaced_at', 'is', null).compile()]
}

function invitationLinkOf(row: InvitationLinkRow): InvitationLink {
  return {
    tokenHash: row.token_hash,
    invitation: row.invitation,
    organization: row.organization,
    account: row.account,
    createdAt: row.created_at,
    ...(row.replaced_at !== null && { replacedAt: row.replaced_at }),
    shown: row.shown === 1,
    ...(row.letter !== null && { letter: row.letter }),
  }
}

export type LinkPurpose = 'setup' | 'demo' | 'reset'

export type OneTimeLink = {
  readonly tokenHash: string
  readonly purpose: LinkPurpose
  readonly account?: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt?: number
  /** Where somebody else than the account's owner was shown it: who, and in which organization. */
  readonly shown?: { readonly organization: string; readonly issuer: string }
}

export function createLink(build: Builder, link: Omit<OneTimeLink, 'usedAt'>): Write[] {
  return [
    build.insert('one_time_links', {
      token_hash: link.tokenHash,
      purpose: link.purpose,
      account: link.account ?? null,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      used_at: null,
      organization: link.shown?.organization ?? null,
      issuer: link.shown?.issuer ?? null,
    }),
  ]
}

export async function oneTimeLink(store: Store, tokenHash: string): Promise<OneTimeLink | undefined> {
  const query = store.build.from.selectFrom('one_time_links').selectAll().where('token_hash', '=', tokenHash)
  const row = await store.first(query)
  return (
    row && {
      tokenHash: row.token_hash,
      purpose: row.purpose as LinkPurpose,
      ...(row.account !== null && { account: row.account }),
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      ...(row.used_at !== null && { usedAt: row.used_at }),
      ...(row.organization !== null &&
        row.issuer !== null && { shown: { organization: row.organization, issuer: row.issuer } }),
    }
  )
}

/** Spends a link. One that is spent, expired or of another purpose is a `conflict` on `one_time_links.usable`. */
export function useLink(build: Builder, tokenHash: string, purpose: LinkPurpose, at: number): Write[] {
  const update = build.from
    .updateTable('one_time_links')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
  return [one(update.compile(), 'one_time_links.usable')]
}

/** Ends the links of an account for a purpose that are not spent: a newer one is on its way, or they are not needed. */
export function endLinks(build: Builder, account: string, purpose: LinkPurpose, at: number): Write[] {
  const query = build.from
    .updateTable('one_time_links')
    .set({ expires_at: at })
    .where('account', '=', account)
  const live = query.where('purpose', '=', purpose).where('used_at', 'is', null).where('expires_at', '>', at)
  return [live.compile()]
}

/** Removes links that expired, or that a newer one replaced, before an instant. */
export function forgetLinks(build: Builder, before: number): Write[] {
  return [
    build.from.deleteFrom('one_time_links').where('expires_at', '<', before).compile(),
    build.from.deleteFrom('invitation_links').where('replaced_at', '<', before).compile(),
  ]
}
