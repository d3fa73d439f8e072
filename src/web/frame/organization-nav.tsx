/** The way around a tenant: the pages that whoever is signed in may use. Whoever has one only gets no list of one. */
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { PermissionKey } from '../../core/catalogue/permissions.ts'
import { useMay } from '../app/abilities.ts'
import classes from './organization-nav.module.css'

/** Each with what it takes to see anything there. */
const SETTINGS = [
  ['/orgs/$organization/settings/users', 'Users', 'organization.user.read'],
  ['/orgs/$organization/settings/roles', 'Roles & Permissions', 'organization.role.read'],
  ['/orgs/$organization/settings/features', 'Feature Flags', 'organization.settings.manage'],
] as const satisfies readonly (readonly [to: string, name: string, permission: PermissionKey])[]

export function OrganizationNav({ organization }: { readonly organization: string }) {
  const may = useMay(organization)
  const settings = useId()
  const pages = SETTINGS.filter(([, , permission]) => may?.(permission) === true)
  if (pages.length === 0) return null
  const params = { organization }
  return (
    <nav aria-label="Tenant" className={classes['nav']}>
      <Link to="/orgs/$organization" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        Your access
      </Link>
      <div role="group" aria-labelledby={settings} className={classes['group']}>
        <p id={settings}>Settings</p>
        {pages.map(([to, name]) => (
          <Link key={to} to={to} params={params} activeOptions={{ includeSearch: false }}>
            {name}
          </Link>
        ))}
      </div>
    </nav>
  )
}
