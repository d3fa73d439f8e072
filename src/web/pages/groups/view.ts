/** What the address of the Groups page says: which groups are listed, and what is open beside them. */
import type { Answer } from '../../../contract/client.ts'
import { textsIn } from '../../navigation/search-text.ts'

export type Group = Answer<'showGroup'>
export type Member = Answer<'listGroupMembers'>['items'][number]

/** What can be done with a group: `remove` somebody from it, `take` a role away from it. */
export type Doing = 'edit' | 'delete' | 'add' | 'remove' | 'give' | 'take'

const DOINGS: readonly Doing[] = ['edit', 'delete', 'add', 'remove', 'give', 'take']

export type GroupsView = {
  readonly q?: string
  readonly sort?: string
  readonly cursor?: string
  /** Whose drawer is open: an id or name. */
  readonly group?: string
  /** What the drawer's list of members is searched for. */
  readonly find?: string
  /** What is about to be done with it: it is shown, and done by its button alone. */
  readonly do?: Doing
  /** Id of whom or what that is about: a member, or an assignment. */
  readonly which?: string
  /** Whether the drawer for a new one is open. */
  readonly create?: true
}

export const USUAL_SORT = 'name'

type Given = Readonly<Record<string, unknown>>

/** Anybody can have written an address: what makes no sense is left out. */
export function readGroupsView(given: Given): GroupsView {
  return {
    ...textsIn(given, ['q', 'sort', 'cursor', 'group', 'find', 'which']),
    ...(DOINGS.some((one) => one === given['do']) && { do: given['do'] as Doing }),
    ...(given['create'] === true && { create: true }),
  }
}

/** Changes that make another list: what was the next page of the one before is none of this one. */
const OF_THE_LIST: readonly (keyof GroupsView)[] = ['q', 'sort']

export type Change = { readonly [K in keyof GroupsView]?: GroupsView[K] | undefined }

/** @param change `undefined` takes away */
export function changed(view: GroupsView, change: Change): GroupsView {
  const isAnotherList = OF_THE_LIST.some((name) => name in change)
  return readGroupsView({ ...view, ...(isAnotherList && { cursor: undefined }), ...change })
}

/** Nothing is about to be done. */
export const IDLE = { do: undefined, which: undefined } as const

/** No drawer is open. */
export const CLOSED = { group: undefined, find: undefined, create: undefined, ...IDLE } as const
