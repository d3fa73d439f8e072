/**
 * `If-Match`: an edit of what someone else changed in the meantime is refused. What is there is compared at every attempt
 * to write (`perform`), so that nobody comes in between, on this replica or another.
 */
import type { Operation } from '../contract/operation.ts'
import { refuse } from '../core/index.ts'
import type { Call } from '../operations/call.ts'
import { Refused } from '../operations/refused.ts'
import { GUARDED, matches, tagOf } from './etag.ts'
import type { Asked } from './request.ts'

/** @throws Refused INVALID where the operation has no such condition */
export function ifMatches({ headers }: Asked, operation: Operation, call: Call): Call {
  const header = headers['if-match']
  if (header === undefined) return call
  if (!GUARDED.has(operation.name)) throw unguarded()
  return {
    ...call,
    unchanged: (current) => {
      if (!matches(header, tagOf(current))) throw changed()
    },
  }
}

function changed(): Refused {
  return new Refused(
    refuse('PRECONDITION_FAILED', 'it was changed since you read it: its `ETag` is another one now', {
      next: 'read it again, and repeat your change on what is there now',
    }),
  )
}

/** To go on would be to ignore what the caller made a condition. */
function unguarded(): Refused {
  const detail = 'only roles and groups have entity tags'
  return new Refused(refuse('INVALID', `\`If-Match\` does not work here: ${detail}`), {
    errors: [{ pointer: '/header/if-match', detail }],
  })
}
