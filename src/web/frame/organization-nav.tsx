/** The way around a tenant: the pages that whoever is signed in may use. Whoever has one only gets no list of one. */
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useMay } from '../app/abilities.ts'
import classes from './organization-nav.module.css'

export function OrganizationNav({ organization }: { readonly organization: string }) {
  const may = useMay(organization)
  const settings = useId()
  if (may?.('organization.user.read') !== true) return null
  const params = { organization }
  return (
    <nav aria-label="Tenant" className={classes['nav']}>
      <Link to="/orgs/$organization" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        Your access
      </Link>
      <div role="group" aria-labelledby={settings} className={classes['group']}>
        <p id={settings}>Settings</p>
        <Link
          to="/orgs/$organization/settings/users"
          params={params}
          activeOptions={{ includeSearch: false }}
        >
          Users
        </Link>
      </div>
    </nav>
  )
}
