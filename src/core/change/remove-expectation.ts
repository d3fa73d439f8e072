/** `expectation remove`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { refuse } from './refusal.ts'

export type RemoveExpectation = { readonly expectation: string }

export function removeExpectation(snapshot: Snapshot, input: RemoveExpectation, _context: Context): Outcome {
  const expectation = snapshot.expectations.find(({ id }) => id === input.expectation)
  if (expectation !== undefined) return [{ type: 'expectation.removed', data: { expectation } }]
  const next = 'compartment expectation list'
  return refuse('NOT_FOUND', `no expectation \`${input.expectation}\``, { field: '/expectation', next })
}
