/** The resource types of an application catalogue: named once in the organization, with actions that mean known keys. */
import type { Catalogue } from '../model/catalogue.ts'
import { type Refusal, refuse } from './refusal.ts'

const NAME = /^[\w.:-]{1,100}$/
/** The scopes of the organization itself. */
const RESERVED: ReadonlySet<string> = new Set(['organization', 'project', 'environment'])
const field = '/types'

/** @param known every key that an action may mean */
export function typesRefusal(
  { types = [] }: Catalogue,
  others: readonly Catalogue[],
  known: ReadonlySet<string>,
): Refusal | undefined {
  const taken = new Set(others.flatMap((other) => (other.types ?? []).map(({ type }) => type)))
  for (const { type, actions } of types) {
    if (!NAME.test(type) || RESERVED.has(type))
      return refuse('INVALID', `\`${type}\` cannot name a resource type`, { field })
    if (taken.has(type))
      return refuse('NAME_TAKEN', `there is already a resource type \`${type}\``, { field })
    taken.add(type)
    const named = Object.entries(actions)
    if (named.length === 0) return refuse('INVALID', `\`${type}\` has no actions`, { field })
    for (const [action, key] of named) {
      if (!NAME.test(action))
        return refuse('INVALID', `\`${action}\` cannot name an action of \`${type}\``, { field })
      if (known.has(key)) continue
      const detail = `\`${action}\` of \`${type}\` means \`${key}\`, which nobody has declared`
      return refuse('UNKNOWN_PERMISSION', detail, { field })
    }
  }
  return undefined
}
