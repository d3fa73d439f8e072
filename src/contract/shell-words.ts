/** A command line as it can be pasted into a POSIX shell. */

export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

export function shellLine(words: readonly string[]): string {
  return words.map((word) => shellWord(word)).join(' ')
}
