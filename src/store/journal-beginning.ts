/** Where a journal begins: before its first record, or where the last cut left it, if that cut is genuine. */
import type { Checkpoint, Verify } from './checkpoint.ts'
import { genesis, type Head, type Verdict } from './journal.ts'
import { cutProblem, type JournalCut } from './journal-cut.ts'
import { MerkleTree } from './merkle.ts'

export type Beginning = {
  /** The record before the first one that is there. */
  readonly head: Head
  /** Over the records that are gone. */
  readonly tree: MerkleTree
  /** Why what is gone must not be: the first record of which no genuine cut tells. */
  readonly fault?: { readonly sequence: number; readonly why: string }
}

type Told = {
  readonly organization: string
  /** In their order, from the first. */
  readonly cuts: readonly JournalCut[]
  /** From the first on. */
  readonly checkpoints: readonly Checkpoint[]
  readonly verify: Verify
}

export function wholeBeginning(organization: string): Beginning {
  return { head: genesis(organization), tree: MerkleTree.empty() }
}

export function beginningOf(told: Told): Beginning {
  const { organization, cuts } = told
  let last: JournalCut | undefined
  for (const cut of cuts) {
    const why = cutProblem(organization, last, cut, told.verify) ?? checkpointProblem(cut, told.checkpoints)
    if (why !== undefined) {
      const fault = {
        sequence: (last?.through ?? 0) + 1,
        why: `it was removed, and cut ${cut.number} is not good: ${why}`,
      }
      return { ...after(organization, last), fault }
    }
    last = cut
  }
  return after(organization, last)
}

function after(organization: string, cut: JournalCut | undefined): Beginning {
  if (cut === undefined) return wholeBeginning(organization)
  const { through: sequence, head: hash, peaks } = cut
  return { head: { organization, sequence, hash }, tree: MerkleTree.from(peaks) }
}

/** A cut stands at a checkpoint: what is gone is what that was made of. Signed, so its peaks can be read. */
function checkpointProblem(cut: JournalCut, checkpoints: readonly Checkpoint[]): string | undefined {
  const found = checkpoints[cut.checkpoint - 1]
  if (found?.number !== cut.checkpoint) return 'the checkpoint that it stands at is missing'
  const { size, root, head } = found.journal
  const same = size === cut.through && head === cut.head && root === MerkleTree.from(cut.peaks).root
  return same ? undefined : 'it is not what the checkpoint that it stands at was made of'
}

/** How many records that are there were found good. */
export function verifiedRecords(journal: Verdict, cut: Pick<JournalCut, 'through'> | undefined): number {
  const last = journal.valid ? journal.head.sequence : journal.sequence - 1
  return Math.max(0, last - (cut?.through ?? 0))
}
