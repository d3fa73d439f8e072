/** The normal form of an e-mail address: the address matters, not its spelling (S3, Invitation). */

const LONGEST = 254
const REFUSED = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u
const SHAPE = /^[^@]+@[^@]+$/

/**
 * Trimmed, compatibility-composed (NFKC) and lower-cased, so that equal addresses are equal text; idempotent.
 * @param text an address as a person, a provider or a file wrote it
 * @returns the normal form, or `undefined` where it has control or invisible characters, line breaks, spaces
 * inside, more than 254 characters, or not exactly one `@` with something on both sides
 */
export function normalEmail(text: string): string | undefined {
  const trimmed = text.trim()
  if (REFUSED.test(trimmed) || trimmed.length > LONGEST) return undefined
  const email = trimmed.normalize('NFKC').toLowerCase().normalize('NFKC')
  if (REFUSED.test(email) || email.length > LONGEST || !SHAPE.test(email)) return undefined
  return email
}
