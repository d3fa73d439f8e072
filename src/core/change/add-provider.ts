/** Adds a sign-in provider to an organization. Whoever does holds every Access management key (G1). */
import { FAMILIES } from '../catalogue/permissions.ts'
import { effectiveSet } from '../decision/held.ts'
import type { SignInProvider } from '../model/organization.ts'
import { isSlug } from '../model/scope.ts'
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { type Refusal, refuse } from './refusal.ts'

export type AddProvider = { readonly key: string; readonly displayName: string }

export function addProvider(snapshot: Snapshot, input: AddProvider, context: Context): Outcome {
  const lacking = lackingAccessManagement(snapshot, context)
  if (lacking !== undefined) return lacking
  if (!isSlug(input.key))
    return refuse('INVALID', `\`${input.key}\` cannot be a provider's key`, { field: '/key' })
  if (snapshot.providers.some((other) => other.key === input.key)) {
    return refuse('NAME_TAKEN', `there is already a provider \`${input.key}\``, { field: '/key' })
  }
  const provider: SignInProvider = { id: context.newId('sso'), ...input, enabled: true }
  return [{ type: 'provider.added', data: { provider } }]
}

/** A provider decides who is let in as whom, so it takes all of the power over access. */
function lackingAccessManagement(snapshot: Snapshot, { actor, now }: Context): Refusal | undefined {
  if (actor.type === 'system') return undefined
  const person = snapshot.members.numberOf(actor.id)
  const held = person === undefined ? 0 : effectiveSet(snapshot, person, ORGANIZATION_NUMBER, now)
  const keys = FAMILIES[0].rows.map(([key]) => key)
  const missing = keys.filter((key) => !snapshot.sets.has(held, snapshot.vocabulary.bitOf(key)!))
  if (missing.length === 0) return undefined
  return refuse('ESCALATION', `you lack ${missing.length} of the Access management permissions`, {
    missing: missing.map((permission) => ({ permission, scope: 'organization' })),
  })
}
