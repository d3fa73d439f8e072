/**
 * Which passwords are accepted (NIST SP 800-63B-4, single factor): long enough, and not one that anybody would try
 * first. No rules about kinds of characters.
 */
import { withoutWalks } from './keyboard-walks.ts'
import { OBVIOUS_PASSWORDS } from './obvious-passwords.ts'

const SHORTEST = 15
export const LONGEST = 128

const PARTS = /[^\p{L}\p{N}]+/u
/** Stands for nothing by itself when what is left of a password is judged. */
const FILLER = /[\p{P}\p{S}\p{Z}\p{N}]+/gu

/**
 * @param about words that belong to the account: address, name, organization; a password made of them is guessable
 * @returns why it is refused, or `undefined`; never any part of the password
 */
export function passwordProblem(password: string, about: readonly string[]): string | undefined {
  if (!password.isWellFormed() || password.includes('\0')) return 'it has characters that cannot be typed'
  const text = password.normalize('NFKC')
  const length = codePoints(text)
  if (length < SHORTEST) return `it is shorter than ${SHORTEST} characters`
  if (length > LONGEST) return `it is longer than ${LONGEST} characters`
  const plain = text.toLowerCase()
  if (isRepeated(plain)) return 'it repeats the same few characters'
  if (isGuessable(plain, wordsOf(about))) {
    return 'it is among the first that anybody would try: a common password, or words from your address or organization'
  }
  return undefined
}

/** Length as NIST counts it: each Unicode code point is one character. */
export function codePoints(text: string): number {
  return Array.from(text).length
}

function isRepeated(plain: string): boolean {
  if (new Set(plain).size < 4) return true
  for (let length = 1; length <= 5; length++) {
    const unit = plain.slice(0, length)
    if (unit.repeat(Math.ceil(plain.length / length)).startsWith(plain)) return true
  }
  return false
}

function wordsOf(about: readonly string[]): string[] {
  const whole = about.map((text) => text.normalize('NFKC').toLowerCase())
  const words = new Set([...whole, ...whole.flatMap((text) => text.split(PARTS))])
  return [...words].filter((word) => word.length >= 3).toSorted((a, b) => b.length - a.length)
}

/** As it is typed, and with the letters that digits and signs stand for. */
function isGuessable(plain: string, own: readonly string[]): boolean {
  return (
    isMadeOf(plain, own) ||
    isMadeOf(
      plain.replaceAll(/[@013457$!]/g, (sign) => STANDS_FOR[sign]!),
      own,
    )
  )
}

const STANDS_FOR: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
  '!': 'i',
}

/**
 * Whether hardly anything is left when digits, signs, the account's own words, common passwords and walks over the
 * keyboard are taken out. Three different common words in a row are a pass phrase, and nobody's first guess.
 */
function isMadeOf(plain: string, own: readonly string[]): boolean {
  if (OBVIOUS_PASSWORDS.has(plain) || OBVIOUS_PASSWORDS.has(plain.replaceAll(FILLER, ''))) return true
  const [withoutOwn, ownWords] = takeOut(plain, own)
  const [withoutWords, commonWords] = takeOut(withoutOwn, LONGEST_FIRST)
  const [left, walks] = withoutWalks(withoutWords)
  return ownWords + commonWords + walks > 0 && commonWords <= 2 && left.replaceAll(FILLER, '').length < 4
}

const LONGEST_FIRST = [...OBVIOUS_PASSWORDS].toSorted((a, b) => b.length - a.length)

/** @returns what is left, and how many of the words were found */
function takeOut(text: string, words: readonly string[]): readonly [left: string, found: number] {
  let left = text
  let found = 0
  for (const word of words) {
    if (!left.includes(word)) continue
    left = left.replaceAll(word, ' ')
    found++
  }
  return [left, found]
}
