/** A bundle in which names and addresses gave way to others, the same throughout. */
import type { Unparsed } from '../../contract/table.ts'
import { type OrganizationState, PERMISSIONS, pseudonymsFor, renamed } from '../../core/index.ts'

type Content = Unparsed<'createBundle'>['content']

/** Fields that hold words of the product, and ids. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  'id ids code status verdict check kind type state tier method source access command permission permissions gates redacted catalogue'.split(
    ' ',
  ),
)
const KEYS: ReadonlySet<string> = new Set(PERMISSIONS.map(({ key }) => key))

export function pseudonymous(content: Content): Content {
  const moments = [content.now, ...(content.refused === undefined ? [] : [content.refused])]
  const states = moments.map(({ replay }) => replay.state as unknown as OrganizationState)
  const pseudonyms = pseudonymsFor(states, content.person, addressesIn(content))
  return renamed(content, pseudonyms, (text, key) => OWN_WORDS.has(key) || KEYS.has(text))
}

const ADDRESS = /[^\s"'`<>()[\],;:]{1,64}@[\p{L}\p{N}.-]{1,253}[\p{L}\p{N}]/gu

/** Whatever looks like one, wherever it stands. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(ADDRESS) ?? []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((one) => addressesIn(one))
}
