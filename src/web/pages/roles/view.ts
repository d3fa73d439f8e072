/** What the address of the Roles & Permissions page says: which roles are listed, and what is open beside them. */
import type { Answer } from '../../../contract/client.ts'
import { textsIn } from '../../navigation/search-text.ts'

export type Role = Answer<'showRole'>

/** What can be done with a role. */
export type Doing = 'edit' | 'duplicate' | 'delete'

const DOINGS: readonly Doing[] = ['edit', 'duplicate', 'delete']

export type RolesView = {
  readonly q?: string
  readonly kind?: Role['kind']
  /** Only roles that have this permission; the drawer marks it. */
  readonly permission?: string
  readonly sort?: string
  readonly cursor?: string
  /** Whose drawer is open: an id or name. */
  readonly role?: string
  /** What is about to be done with it: it is shown, and done by its button alone. */
  readonly do?: Doing
  /** Whether the drawer for a new one is open. */
  readonly create?: true
}

/** Built-in ones first, the widest before the narrower. */
export const USUAL_SORT = 'kind'

type Given = Readonly<Record<string, unknown>>

/** Anybody can have written an address: what makes no sense is left out. */
export function readRolesView(given: Given): RolesView {
  const { kind, create } = given
  return {
    ...textsIn(given, ['q', 'permission', 'sort', 'cursor', 'role']),
    ...((kind === 'system' || kind === 'custom') && { kind }),
    ...(DOINGS.some((one) => one === given['do']) && { do: given['do'] as Doing }),
    ...(create === true && { create }),
  }
}

/** Changes that make another list: what was the next page of the one before is none of this one. */
const OF_THE_LIST: readonly (keyof RolesView)[] = ['q', 'kind', 'permission', 'sort']

export type Change = { readonly [K in keyof RolesView]?: RolesView[K] | undefined }

/** @param change `undefined` takes away */
export function changed(view: RolesView, change: Change): RolesView {
  const isAnotherList = OF_THE_LIST.some((name) => name in change)
  return readRolesView({ ...view, ...(isAnotherList && { cursor: undefined }), ...change })
}

/** No drawer is open. */
export const CLOSED = { role: undefined, do: undefined, create: undefined } as const
