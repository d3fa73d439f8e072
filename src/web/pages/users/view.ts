/** What the address of the Users page says: which list, cut and sorted how, and what is open beside it. */
import type { Answer } from '../../../contract/client.ts'
import { textsIn } from '../../navigation/search-text.ts'

export type User = Answer<'showUser'>
export type Standing = User['standing']
export type Summary = User['access_summary']

/** What can be done with somebody. */
export type Doing = 'deactivate' | 'reactivate' | 'reset' | 'beta' | 'remove' | 'resend' | 'cancel'

const DOINGS: readonly Doing[] = ['deactivate', 'reactivate', 'reset', 'beta', 'remove', 'resend', 'cancel']

export type UsersView = {
  /** Active people where it is absent. */
  readonly tab?: Exclude<Standing, 'active'>
  readonly q?: string
  /** A role's id or name. */
  readonly role?: string
  readonly access?: Summary
  readonly sort?: string
  readonly cursor?: string
  /** Whose drawer is open: an id or address. */
  readonly user?: string
  /** At which place the drawer shows what they can do. */
  readonly at?: string
  /** What is about to be done with them: it is shown, and done by its button alone. */
  readonly do?: Doing
  /** What the drawer says why they cannot do it: `sign_in`, or a permission. */
  readonly why?: string
  /** Whether the drawer for inviting is open. */
  readonly invite?: true
}

export const USUAL_SORT = 'email'

export const SUMMARIES: readonly Summary[] = [
  'Full access',
  'Deploy',
  'Read-only',
  'Limited view',
  'Custom',
  'Membership only',
]

type Given = Readonly<Record<string, unknown>>

/** Anybody can have written an address: what makes no sense is left out. */
export function readUsersView(given: Given): UsersView {
  const { tab, access, invite } = given
  return {
    ...((tab === 'inactive' || tab === 'pending') && { tab }),
    ...textsIn(given, ['q', 'role', 'sort', 'cursor', 'user', 'at', 'why']),
    ...(SUMMARIES.some((one) => one === access) && { access: access as Summary }),
    ...(DOINGS.some((one) => one === given['do']) && { do: given['do'] as Doing }),
    ...(invite === true && { invite }),
  }
}

/** Changes that make another list: what was the next page of the one before is none of this one. */
const OF_THE_LIST: readonly (keyof UsersView)[] = ['tab', 'q', 'role', 'access', 'sort']

export type Change = { readonly [K in keyof UsersView]?: UsersView[K] | undefined }

/** @param change `undefined` takes away */
export function changed(view: UsersView, change: Change): UsersView {
  const isAnotherList = OF_THE_LIST.some((name) => name in change)
  const next = { ...view, ...(isAnotherList && { cursor: undefined }), ...change }
  return readUsersView(next)
}

/** Nobody's drawer is open. */
export const NOBODY = { user: undefined, at: undefined, why: undefined, do: undefined } as const
