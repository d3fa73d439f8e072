/**
 * `If-Match`: an edit of what someone else changed in the meantime is refused. Reading, comparing and writing are one
 * step per organization in this process; two replicas are told apart by the journal’s head, not here.
 */
import type { Operation } from '../contract/operation.ts'
import type { OperationName } from '../contract/table.ts'
import { refuse } from '../core/index.ts'
import type { Call, UseCase, UseCases } from '../operations/call.ts'
import { Refused } from '../operations/refused.ts'
import { GUARDED, matches, tagOf } from './etag.ts'
import type { AnyInput } from './input.ts'
import type { Asked } from './request.ts'

/** The end of each organization’s queue of guarded writes. */
export type Queues = Map<string, Promise<unknown>>

export async function ifMatches<T>(
  queues: Queues,
  useCases: UseCases,
  request: Asked,
  { operation, input, call }: { operation: Operation; input: AnyInput; call: Call },
  write: () => Promise<T>,
): Promise<T> {
  const header = request.headers['if-match']
  if (header === undefined) return write()
  const read = GUARDED.get(operation.name)
  if (read === undefined) throw unguarded()
  const organization = String(input.params['organization'])
  return inTurn(queues, organization, async () => {
    const current = await (useCases[read] as UseCase<OperationName>)(
      { ...input, query: {}, body: undefined } as never,
      call,
    )
    if (!matches(header, tagOf(current.answer as never))) throw changed()
    return write()
  })
}

async function inTurn<T>(queues: Queues, name: string, step: () => Promise<T>): Promise<T> {
  const before = queues.get(name)
  const mine = before === undefined ? step() : before.then(step, step)
  queues.set(name, mine)
  try {
    return await mine
  } finally {
    if (queues.get(name) === mine) queues.delete(name)
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
