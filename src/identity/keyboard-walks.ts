/** Runs of keys that lie beside each other, and of letters or digits in order: long to look at, and tried first. */

const ROWS = [
  '1234567890',
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  // QWERTY, QWERTZ, AZERTY
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  // down the columns, and zigzag
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
  'q1w2e3r4t5y6u7i8o9p0',
  'qawsedrftgyhujikolp',
]

const BESIDE: ReadonlySet<string> = new Set(
  ROWS.flatMap((row) =>
    Array.from(row)
      .slice(1)
      .flatMap((key, at) => [row[at]! + key, key + row[at]!]),
  ),
)

/** Shorter ones are parts of words. */
const SHORTEST = 5

/** @returns the text with a space in place of each walk, and how many there were */
export function withoutWalks(text: string): readonly [left: string, found: number] {
  const left: string[] = []
  let found = 0
  let walk = ''
  const end = (): void => {
    const isWalk = walk.length >= SHORTEST
    left.push(isWalk ? ' ' : walk)
    if (isWalk) found++
    walk = ''
  }
  for (const key of text) {
    const last = walk.at(-1)
    if (last !== undefined && !BESIDE.has(last + key)) end()
    walk += key
  }
  end()
  return [left.join(''), found]
}
