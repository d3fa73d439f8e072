/**
 * The best remedies of many candidates, without trying all of them out: those that give least come first, and what gives
 * more than the last of those wanted, or far more than is asked for, is left. What is suggested is among them.
 */
import type { Candidate } from './candidate.ts'
import type { Edit } from './edit.ts'
import type { RemedyQuestion } from './question.ts'
import { byRank, isBehind, type Ranked, rankedOf } from './rank.ts'
import { isSuggestible } from './suggested.ts'
import { FOR_EVERYBODY, type Remedy, tryOut } from './try-out.ts'

/** So many candidates are tried out at most. */
const MOST_TRIED = 400

/** What gives so many permissions, counted over people, is tried out only where nothing else is to be suggested. */
const FAR = 500

export type Best = {
  /** Best first. */
  readonly remedies: readonly Remedy[]
  /** Whether some were left: they are behind these. */
  readonly more: boolean
}

/** @param fixed what is done before each of them. @param whole as `tryOut` takes it. @param most how many are wanted */
export function bestOf(
  question: RemedyQuestion,
  candidates: readonly Candidate[],
  fixed: readonly Edit[],
  whole: boolean,
  most: number,
): Best {
  const everybody = fixed.some(({ operation }) => FOR_EVERYBODY.has(operation))
  const found: Ranked[] = []
  let [left, tried] = [false, 0]
  for (const candidate of inOrder(candidates)) {
    if (tried === MOST_TRIED || isNeedless(candidate, everybody, found, most)) {
      left = true
      continue
    }
    tried++
    const remedy = tryOut(question, [...fixed, candidate.edit], whole)
    if (remedy === undefined) continue
    found.push(rankedOf(question.snapshot, remedy))
    found.sort(byRank)
  }
  const wanted = countOf(found, most)
  return {
    remedies: found.slice(0, wanted).map(({ remedy }) => remedy),
    more: left || found.length > wanted,
  }
}

/** What reaches others is looked at last: by then it is known how much is too much. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ leastForAll, wide, least }: Candidate): number =>
    (leastForAll === undefined ? 0 : 1e9) + (wide ? 1e6 : 0) + least
  return candidates.toSorted((a, b) => rank(a) - rank(b))
}

function isNeedless(
  { wide, least, leastForAll }: Candidate,
  everybody: boolean,
  found: readonly Ranked[],
  most: number,
): boolean {
  if (!found.some(({ remedy }) => isSuggestible(remedy))) return false
  if (leastForAll !== undefined && leastForAll(FAR) >= FAR) return true
  if (found.length < most) return false
  const worst = found[countOf(found, most) - 1]!
  const isWide = Number(wide || everybody)
  if (isBehind([isWide, least], worst)) return true
  if (leastForAll === undefined) return false
  return isBehind([isWide, leastForAll(worst.rank[1]! + 1)], worst)
}

/** As many as are wanted, and further up to the one that is suggested. */
function countOf(found: readonly Ranked[], most: number): number {
  return Math.max(most, found.findIndex(({ remedy }) => isSuggestible(remedy)) + 1)
}
