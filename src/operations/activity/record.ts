/**
 * How the rest of the program says that something happened which changes no access. `activity` joins the transaction of
 * what it tells of; `deps.activity.note` is for what may be written a moment later.
 */
import { type ActivityData, type ActivityType, allowedFields } from '../../core/catalogue/activity.ts'
import {
  type ActivityRecord,
  INSTALL,
  insertActivity,
  type JournalActor,
  type Write,
} from '../../store/store.ts'
import type { Call } from '../call.ts'

export type ActivityEntry<T extends ActivityType = ActivityType> = {
  [K in T]: {
    readonly type: K
    /** Ids of the organizations that it concerns; `null` or none: the install alone, and no tenant sees it. */
    readonly organization: string | readonly string[] | null
    /** Who did it; `actorOf(call)` where somebody called. */
    readonly actor: JournalActor
    /** Epoch milliseconds. */
    readonly at: number
    readonly data: ActivityData<K>
  }
}[T]

type Around = {
  readonly store: { readonly build: Parameters<typeof insertActivity>[0] }
  readonly newId: (prefix: string) => string
}

/** Rows for the transaction of what they tell of: if they cannot be written, it does not happen. */
export function activity({ store, newId }: Around, entry: ActivityEntry): readonly Write[] {
  return recordsOf(newId, entry).flatMap((record) => insertActivity(store.build, record))
}

/** One record for each organization that it concerns. */
export function recordsOf(
  newId: (prefix: string) => string,
  { organization, type, actor, at, data }: ActivityEntry,
): ActivityRecord[] {
  const concerned = typeof organization === 'string' ? [organization] : (organization ?? [])
  const places = concerned.length === 0 ? [INSTALL] : concerned
  const kept = allowedFields(type, data)
  return places.map((place) => ({ organization: place, id: newId('act'), at, type, actor, data: kept }))
}

/** Whoever called, or somebody unknown at an address. */
export function actorOf({ caller, address }: Pick<Call, 'caller' | 'address'>): JournalActor {
  if (caller === undefined) return { account: null, type: 'user', address }
  const { account, type, session, token } = caller
  const through = session ?? token
  return { account, type, ...(through !== undefined && { session: through }), address }
}

/** What the server does by itself. */
export const BY_ITSELF: JournalActor = { account: null, type: 'system' }
