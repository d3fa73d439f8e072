/** The frame of pages for whoever is signed in: at the top right which tenant this is, and whose account (F40). */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { me } from '../api/queries.ts'
import { Mark } from '../look/mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AccountNav } from './account-nav.tsx'
import classes from './frame.module.css'
import { OrganizationNav } from './organization-nav.tsx'
import { TenantSwitcher } from './tenant-switcher.tsx'

export function Inside() {
  const { data } = useSuspenseQuery(me)
  const { organization } = useParams({ strict: false })
  return (
    <div className={classes['inside']}>
      <a href="#content" className={classes['skip']}>
        Skip to the content
      </a>
      <header>
        <Link to="/" className={classes['brand']} aria-label="Compartment">
          <Mark />
          <span>Compartment</span>
        </Link>
        <div className={classes['where']}>
          <TenantSwitcher organizations={data.organizations} />
          <AccountMenu name={data.name} email={data.email} />
        </div>
      </header>
      <div className={classes['below']}>
        {organization === undefined ? <AccountNav /> : <OrganizationNav organization={organization} />}
        <main id="content">
          <Outlet />
        </main>
      </div>
    </div>
  )
}
