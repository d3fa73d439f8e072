/** Sessions as answers show them. */
import type { Unparsed } from '../../contract/table.ts'
import type { Session } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'

type Begun = Pick<Unparsed<'listSessions'>['items'][number], 'id' | 'method' | 'created_at' | 'expires_at'>

/** When and how it began, and when it ends. */
export function begunAnswer({ id, method, createdAt, absoluteExpiresAt }: Session): Begun {
  return { id, method, created_at: instant(createdAt), expires_at: instant(absoluteExpiresAt) }
}

/** From where, and when last. */
export function whereAnswer({ lastUsedAt, address, device }: Session) {
  return {
    last_used_at: instant(lastUsedAt),
    ...(address !== undefined && { address }),
    ...(device !== undefined && { device }),
  }
}
