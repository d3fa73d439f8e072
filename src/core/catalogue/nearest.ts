/** What someone may have meant: the known words nearest to an unknown one. */

/** At most three, nearest first; empty when nothing is near. */
export function nearest(unknown: string, known: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(unknown.length / 4))
  return known
    .map((word) => ({ word, distance: distance(unknown, word) }))
    .filter((candidate) => candidate.distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((candidate) => candidate.word)
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1))
    }
    previous = row
  }
  return previous[b.length]!
}
