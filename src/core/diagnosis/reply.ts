/**
 * The reply for the person concerned: what was checked, what was found, and one next step that asks for its result
 * (F90, F92). It never has a key, an id, the name of a feature, a role, another person, place or tenant (F91, F94).
 */
import { CODES } from '../catalogue/codes.ts'
import type { Case } from './case.ts'
import type { Check, Leaf } from './check.ts'
import { listed } from './wording.ts'

/** @param looked what was checked. @param leaf of the blocker; `undefined` where nothing is in the way */
export function replyTo(one: Case, looked: readonly Check[], leaf: Leaf | undefined): string {
  const checked = `I have checked ${listed(looked.map((check) => check.checked(one)))}.`
  if (leaf === undefined)
    return `${checked} Everything is in order on our side. Please try it again now, and tell me exactly what you see.`
  const found =
    leaf.code === 'CANNOT_TELL'
      ? 'I found nothing that stops you.'
      : (FOUND[leaf.code] ?? CODES[leaf.code].person)
  return `${checked} ${found} ${leaf.ask(one)}`
}

/** Where the catalogue's words are about a request, and not about the person's way in. */
const FOUND: Partial<Record<Leaf['code'], string>> = {
  NOT_A_MEMBER: 'I could not find an account for you here.',
  UNKNOWN_SCOPE: 'I could not find the place that you asked for.',
  BAD_CREDENTIAL: 'The password that was typed is not the right one.',
  THROTTLED: 'There were too many attempts to sign in.',
  NO_GROUP_CLAIMS: 'Your single sign-on does not tell us which groups you are in.',
  RESET_NOT_APPLICABLE: 'No password opens your account here, so a new password cannot help.',
}
