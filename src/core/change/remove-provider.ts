/** `sso oidc remove`: the provider goes, with the seats that it gave. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { seatsWithoutRule } from './provider-seats.ts'
import { findProvider, noProvider } from './sign-in-provider.ts'

export type RemoveProvider = {
  /** Id or key. */
  readonly provider: string
}

export function removeProvider(snapshot: Snapshot, input: RemoveProvider, _context: Context): Outcome {
  const provider = findProvider(snapshot, input.provider)
  if (provider === undefined) return noProvider(input.provider)
  const seats = seatsWithoutRule(snapshot, { ...provider, groupRules: [] })
  return [...seats, { type: 'provider.removed', data: { provider } }]
}
