/** `audit verify`: follows the hash chains from where they begin, through every checkpoint, to the head. */
import { type Checkpoint, heads, verifiedRecords, verifyLogs } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { cutAnswer } from './cut-answer.ts'

export function verifyAudit(deps: Deps): UseCase<'verifyAudit'> {
  return (input, call) =>
    ask(deps, 'verifyAudit', input, call, async ({ living, now }) => {
      const anchored = await deps.anchor?.last(living.id)
      const kept = [input.body.checkpoint, anchored].filter((one) => one !== undefined)
      const found = await verifyLogs(deps.store, living.id, { verify: deps.auditKeys.verify, kept })
      const { journal, activities, checkpoints, cut } = found
      const [head] = await heads(deps.store, [living.id])
      const problem = problemIn(found)
      return {
        verified: problem === undefined,
        events: verifiedRecords(journal, cut),
        first_bad_sequence: journal.valid ? null : journal.sequence,
        ...(problem !== undefined && { problem }),
        activities,
        checkpoints,
        cut: cutAnswer(cut),
        anchored: deps.anchor === undefined ? null : fits(anchored, problem),
        head: head?.hash ?? '',
        at: instant(now),
      }
    })
}

function problemIn({ journal, problem }: Awaited<ReturnType<typeof verifyLogs>>): string | undefined {
  return journal.valid ? problem : `record ${journal.sequence} of the journal: ${journal.why}`
}

function fits(anchored: Checkpoint | undefined, problem: string | undefined): boolean {
  return anchored !== undefined && problem === undefined
}
