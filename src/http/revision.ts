/** Revisions at the door: `acme@42` in answers to members, and as the least that may answer. */
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'

export const REVISION = 'compartment-revision'
export const AT_LEAST = 'compartment-at-least'

const SHAPE = /^[a-z0-9-]{1,63}@(0|[1-9]\d{0,14})$/

/** @throws Refused `INVALID` */
export function atLeastOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && SHAPE.test(header)) return header
  const detail = 'expected a revision such as acme@42'
  throw new Refused(refuse('INVALID', `\`Compartment-At-Least\` is not valid: ${detail}`), {
    errors: [{ pointer: `/header/${AT_LEAST}`, detail }],
  })
}
