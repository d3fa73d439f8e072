/** A command line as it can be pasted into a POSIX shell. */

export { shellLine, shellWord } from '../contract/shell-words.ts'

/** The same command with an option set, in place of an older value of it. */
export function withOption(words: readonly string[], name: string, value: string): string[] {
  const end = words.includes('--') ? words.indexOf('--') : words.length
  const options = words.slice(0, end)
  const kept = options.filter(
    (word, at) => !word.startsWith(`${name}=`) && word !== name && options[at - 1] !== name,
  )
  return [...kept, name, value, ...words.slice(end)]
}
