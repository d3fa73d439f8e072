/** Events applied page by page to a state, or from the first one of all: one fork, settled at the end. */
import { type Event, extend, found, type Snapshot } from '../../core/index.ts'

export class Replay {
  readonly #start: Snapshot | undefined
  #draft: Snapshot | undefined

  /** @param start its own from here on; without one, the first event creates the organization */
  constructor(start?: Snapshot) {
    this.#start = start
  }

  take(events: readonly Event[]): void {
    if (events.length === 0) return
    this.#draft ??= (this.#start ?? founded(events[0])).fork()
    extend(this.#draft, events)
  }

  /** @returns `undefined` where there was nothing to begin with */
  end(): Snapshot | undefined {
    return this.#draft?.settle() ?? this.#start
  }
}

/** Before anything else happened. */
export function founded(first: Event | undefined): Snapshot {
  if (first?.type !== 'organization.created') throw new Error('a journal begins with the organization')
  return found(first.data.organization)
}
