/** An edit that may help where a role is missing; it is tried out before anybody is told of it. */
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Edit } from './edit.ts'

export type Candidate = {
  readonly edit: Edit
  /** It gives the person something at the organization itself. */
  readonly wide: boolean
  /** How many permissions it gives the person at least. */
  readonly least: number
  /**
   * Of what reaches others too: how many permissions it gives to anyone at least. It counts up to a limit, so that what
   * gives far more than others is never tried out.
   */
  readonly leastForAll?: (limit: number) => number
}

/** @param place number of the scope at which the person gains */
export function candidate(
  edit: Edit,
  place: number,
  least: number,
  leastForAll?: Candidate['leastForAll'],
): Candidate {
  const wide = place === ORGANIZATION_NUMBER
  return leastForAll === undefined ? { edit, wide, least } : { edit, wide, least, leastForAll }
}
