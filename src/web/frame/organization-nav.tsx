/**
 * The way around a tenant: the pages that whoever is signed in may use. Whoever has one only gets no list of one; where
 * there is no room for the list, one line says which page it is and opens it.
 */
import type { PermissionKey } from '../../core/catalogue/permissions.ts'
import { useMay } from '../app/abilities.ts'
import { type Place, PlacesNav } from './places-nav.tsx'

/** Each with what it takes to see anything there. */
const SETTINGS = [
  ['/orgs/$organization/settings/users', 'Users', 'organization.user.read'],
  ['/orgs/$organization/settings/groups', 'Groups', 'organization.group.read'],
  ['/orgs/$organization/settings/roles', 'Roles & Permissions', 'organization.role.read'],
  ['/orgs/$organization/settings/features', 'Feature Flags', 'organization.settings.manage'],
] as const satisfies readonly (readonly [to: Place['to'], name: string, permission: PermissionKey])[]

export function OrganizationNav({ organization }: { readonly organization: string }) {
  const may = useMay(organization)
  const params = { organization }
  const pages = SETTINGS.filter(([, , permission]) => may?.(permission) === true)
  if (pages.length === 0) return null
  return (
    <PlacesNav
      label="Tenant"
      places={[{ to: '/orgs/$organization', params, name: 'Your access' }]}
      group={{ name: 'Settings', places: pages.map(([to, name]) => ({ to, params, name })) }}
    />
  )
}
