/**
 * Names: of roles and groups, free text of at most 100 characters, compared after NFKC and case folding; of people and
 * things as they are displayed, any text that shows all that it holds.
 */

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u] as const
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** What two names that count as the same have in common. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

/** Folding costs a microsecond, and whoever names something is compared with all that is there. */
const folded = new WeakMap<object, string>()

/** The folded name of a fact, which never changes: another name is another fact. */
export function foldedNameOf(fact: { readonly name: string }): string {
  let name = folded.get(fact)
  if (name === undefined) folded.set(fact, (name = foldName(fact.name)))
  return name
}

/** Why a text cannot be a name, or `undefined`. Look-alikes from mixed scripts are refused. */
export function nameProblem(name: string): string | undefined {
  const text = name.normalize('NFKC').trim()
  if (text === '') return 'it is empty'
  if (Array.from(text).length > 100) return 'it is longer than 100 characters'
  const hidden = displayProblem(text)
  if (hidden !== undefined) return hidden
  if (SCRIPTS.filter((script) => script.test(text)).length > 1) return 'it mixes scripts that look alike'
  return undefined
}

/**
 * Why a text cannot be displayed, or `undefined`: characters that nobody sees, break lines or turn the direction of what
 * follows would let it pass for another text, or write into what stands beside it.
 */
export function displayProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return 'it is no well-formed text'
  return CONTROL.test(text) ? 'it has invisible characters' : undefined
}
