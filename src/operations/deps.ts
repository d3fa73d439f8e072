/** What the use cases work with: what the composition root supplies, and the living parts made of it. */
import { PasswordHashes } from '../identity/password-hash.ts'
import { MemoryThrottle, type Throttle } from '../identity/throttle.ts'
import type { Store } from '../store/store.ts'
import { Following } from './following.ts'
import { createIds } from './ids.ts'
import type { Logger } from './logger.ts'
import { Organizations } from './organizations.ts'
import { PastSnapshots } from './past/past-snapshots.ts'
import { Sessions } from './sessions.ts'

/** What the composition root supplies. */
export type Supplies = {
  readonly store: Store
  /** Epoch milliseconds. */
  readonly clock: () => number
  /** `newId('rol')` → `rol_…`; made from the clock where it is not given. */
  readonly newId?: (prefix: string) => string
  /** At least 32 bytes; signs cursors. */
  readonly secretKey: Uint8Array
  /** Where people reach the console, without a slash at the end: links are built from it, never from a request. */
  readonly publicUrl: string
  readonly logger: Logger
}

export type Deps = Required<Supplies> & {
  readonly organizations: Organizations
  readonly sessions: Sessions
  readonly following: Following
  readonly past: PastSnapshots
  readonly throttle: Throttle
  readonly passwords: PasswordHashes
}

/** Puts the living parts together. `deps.following.start()` follows other writers; `close` ends that. */
export function assemble(supplies: Supplies): Deps {
  const { store, logger, clock } = supplies
  const organizations = new Organizations(store)
  const sessions = new Sessions(store, organizations)
  return {
    ...supplies,
    newId: supplies.newId ?? createIds(clock),
    organizations,
    sessions,
    following: new Following({ store, organizations, sessions, logger }),
    past: new PastSnapshots(store),
    throttle: new MemoryThrottle(),
    passwords: new PasswordHashes(),
  }
}
