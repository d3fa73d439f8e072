/** The one event of a type that a change wrote. */
import type { Event, EventData, EventType } from '../core/index.ts'

export function changed<T extends EventType>(events: readonly Event[], type: T): EventData[T] {
  const event = events.find((candidate) => candidate.type === type)
  if (event === undefined) throw new Error(`the change wrote no \`${type}\``)
  return event.data as EventData[T]
}
