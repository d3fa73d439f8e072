/** `sso oidc add`: adds a sign-in provider to an organization. */
import type { SignInProvider } from '../model/organization.ts'
import { isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { isRefusal, refuse } from './refusal.ts'
import { settleProvider, type WantedSettings } from './sign-in-provider.ts'

export type AddProvider = Omit<WantedSettings, 'enabled'> & {
  readonly key: string
  /** Given where something outside belongs to it already, as its secret does. */
  readonly id?: string
}

export function addProvider(snapshot: Snapshot, input: AddProvider, { newId }: Context): Outcome {
  const { key, id, ...wanted } = input
  if (!isSlug(key)) return refuse('INVALID', `\`${key}\` cannot be a provider's key`, { field: '/key' })
  if (snapshot.providers.some((other) => other.key === key)) {
    return refuse('NAME_TAKEN', `there is already a provider \`${key}\``, {
      field: '/key',
      next: 'compartment sso oidc list',
    })
  }
  const settled = settleProvider(snapshot, { ...wanted, enabled: true })
  if (isRefusal(settled)) return settled
  const provider: SignInProvider = { id: id ?? newId('sso'), key, ...settled }
  return [{ type: 'provider.added', data: { provider } }]
}
