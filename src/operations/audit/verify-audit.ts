/** `audit verify`: follows the hash chain from the first record to the head. */
import { heads, verifyJournal } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'

export function verifyAudit(deps: Deps): UseCase<'verifyAudit'> {
  return (input, call) =>
    ask(deps, 'verifyAudit', input, call, async ({ living, now }) => {
      const verdict = await verifyJournal(deps.store, living.id)
      const at = instant(now)
      if (verdict.valid) {
        const { sequence, hash } = verdict.head
        return { verified: true, events: sequence, first_bad_sequence: null, head: hash, at }
      }
      const [head] = await heads(deps.store, [living.id])
      const { sequence } = verdict
      return {
        verified: false,
        events: sequence - 1,
        first_bad_sequence: sequence,
        head: head?.hash ?? '',
        at,
      }
    })
}
