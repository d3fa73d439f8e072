/** Adds a sign-in provider to an organization. */
import type { SignInProvider } from '../model/organization.ts'
import { isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { refuse } from './refusal.ts'

export type AddProvider = { readonly key: string; readonly displayName: string }

export function addProvider(snapshot: Snapshot, input: AddProvider, { newId }: Context): Outcome {
  if (!isSlug(input.key))
    return refuse('INVALID', `\`${input.key}\` cannot be a provider's key`, { field: '/key' })
  if (snapshot.providers.some((other) => other.key === input.key)) {
    return refuse('NAME_TAKEN', `there is already a provider \`${input.key}\``, { field: '/key' })
  }
  const provider: SignInProvider = { id: newId('sso'), ...input, enabled: true }
  return [{ type: 'provider.added', data: { provider } }]
}
