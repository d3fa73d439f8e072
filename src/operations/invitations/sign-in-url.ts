/**
 * Where people sign in: built from the configured address, never from a request. An organization with single sign-on is
 * named in it, since an address alone says where to sign in only where its domain was proven.
 */
import type { Snapshot } from '../../core/index.ts'
import type { Deps } from '../deps.ts'

export function signInUrl(
  { publicUrl }: Pick<Deps, 'publicUrl'>,
  { organization, providers }: Pick<Snapshot, 'organization' | 'providers'>,
): string {
  const isNamed = providers.some(({ enabled, oidc }) => enabled && oidc !== undefined)
  return `${publicUrl}/sign-in${isNamed ? `?organization=${organization.name}` : ''}`
}
