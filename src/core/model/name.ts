/** Names of roles and groups: free text of at most 100 characters, compared after NFKC and case folding. */

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u] as const
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** What two names that count as the same have in common. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

/** Why a text cannot be a name, or `undefined`. Look-alikes from mixed scripts are refused. */
export function nameProblem(name: string): string | undefined {
  const text = name.normalize('NFKC').trim()
  if (text === '') return 'it is empty'
  if (Array.from(text).length > 100) return 'it is longer than 100 characters'
  if (CONTROL.test(text)) return 'it has invisible characters'
  if (SCRIPTS.filter((script) => script.test(text)).length > 1) return 'it mixes scripts that look alike'
  return undefined
}
