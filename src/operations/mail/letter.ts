/** Letters: a closed list of what is ever sent by mail, each with the facts that it tells. */

/** To whom, and for how long it is worth sending. */
type Addressed = {
  /** `newLetterId(deps)` where something else refers to the letter; made by itself otherwise. */
  readonly id?: string
  readonly account: string
  /** The address as its owner writes it. */
  readonly email: string
  /** Id of the organization that sends it; absent where it concerns the account alone. */
  readonly organization?: string
  /** Epoch milliseconds. After this it is not sent any more; two days where nothing in it ends. */
  readonly expiresAt?: number
}

type From = {
  /** The organization's display name. */
  readonly organizationName: string
  /** Name or address of whoever did it, where that may be told. */
  readonly by?: string
}

/** A link works until then. */
type Link = { readonly url: string; readonly expiresAt: number }

export type LetterFacts = {
  /** To somebody without an account of their own yet; `again`: it replaces an older link. */
  invitation: From & Link & { readonly again: boolean }
  /** To somebody with an account, who accepts signed in as it. */
  acceptance: From & Link & { readonly again: boolean }
  /** The organization takes no passwords: there is no link, only the address where people sign in. */
  sso_invitation: From & { readonly signInUrl: string }
  /** A member at once: nothing is left to do. */
  joined: From & { readonly signInUrl: string }
  password_reset: Link
  operator_reset: From & Link
  password_changed: { readonly at: number; readonly cause: 'changed' | 'reset'; readonly forgotUrl: string }
}

export type LetterKind = keyof LetterFacts

export type Letter = { [K in LetterKind]: Addressed & { readonly kind: K } & LetterFacts[K] }[LetterKind]

export type LetterOf<K extends LetterKind> = Extract<Letter, { kind: K }>

/** How a letter looks: a subject and its body, as text and as HTML. */
export type Rendered = { readonly subject: string; readonly text: string; readonly html: string }
