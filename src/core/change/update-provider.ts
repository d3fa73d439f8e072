/** `sso oidc update`: changes a sign-in provider's settings; what is not named stays, and its issuer always does. */
import type { OidcConnection, ProviderSettings } from '../model/sign-in-provider.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { seatsWithoutRule } from './provider-seats.ts'
import { isRefusal, refuse } from './refusal.ts'
import { same } from './same.ts'
import { findProvider, noProvider, settleProvider, type WantedSettings } from './sign-in-provider.ts'

type Connection = Omit<OidcConnection, 'secretSetAt'> & { readonly secretSetAt?: number | undefined }

export type UpdateProvider = {
  /** Id or key. */
  readonly provider: string
  /** `null` ends it. */
  readonly change: Partial<Omit<WantedSettings, 'oidc' | 'autoJoin' | 'buttonText'>> & {
    readonly buttonText?: string | null
    readonly autoJoin?: ProviderSettings['autoJoin'] | null
    readonly oidc?: Partial<Omit<Connection, 'issuer'>>
  }
}

/** Seats whose rule goes are given up at once: no sign-in would ever take them. */
export function updateProvider(snapshot: Snapshot, input: UpdateProvider, _context: Context): Outcome {
  const before = findProvider(snapshot, input.provider)
  if (before === undefined) return noProvider(input.provider)
  const { id, key, ...old } = before
  const { oidc: connection, buttonText, autoJoin, ...change } = input.change
  if (connection !== undefined && old.oidc === undefined)
    return refuse('INVALID', `\`${key}\` is not connected by OpenID Connect`, { field: '/provider' })
  const { buttonText: oldText, autoJoin: oldJoining, oidc, ...rest } = old
  const settled = settleProvider(snapshot, {
    ...rest,
    ...change,
    ...given('buttonText', buttonText === undefined ? oldText : buttonText),
    ...given('autoJoin', autoJoin === undefined ? oldJoining : autoJoin),
    ...(oidc !== undefined && { oidc: connectedBy({ ...oidc, ...connection }) }),
  })
  if (isRefusal(settled)) return settled
  const after = { id, key, ...settled }
  if (same(before, after)) return []
  return [{ type: 'provider.updated', data: { before, after } }, ...seatsWithoutRule(snapshot, after)]
}

function given<K extends string, V>(name: K, value: V | null | undefined): { readonly [P in K]?: V } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V }
}

/** Without a secret it is a public client; nothing then stands for one. */
function connectedBy({ secretSetAt, ...rest }: Connection): OidcConnection {
  return secretSetAt === undefined ? rest : { ...rest, secretSetAt }
}
