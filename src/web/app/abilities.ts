/** What one may do in a tenant, for what is shown there. The server judges every request by itself. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { PermissionKey } from '../../core/catalogue/permissions.ts'
import { ownAbilities } from '../api/organization.ts'
import { me } from '../api/queries.ts'

export type May = (permission: PermissionKey) => boolean

/** @returns `undefined` while it is not known */
export function useMay(organization: string | undefined): May | undefined {
  const { id, organizations } = useSuspenseQuery(me).data
  const isOwn = organizations.some(({ name }) => name === organization)
  const { data } = useQuery({ ...ownAbilities(organization ?? '', id), enabled: isOwn })
  if (organization === undefined || !isOwn || data === undefined) return undefined
  const held = new Set(data)
  return (permission) => held.has(permission)
}
