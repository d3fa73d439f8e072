/** One's tenants; whoever is in one only goes straight there. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { me } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import { initialsOf } from '../../frame/tenant-switcher.tsx'
import { Empty } from '../../parts/empty.tsx'
import classes from './chooser.module.css'

export function ChooserPage() {
  const { organizations, email } = useSuspenseQuery(me).data
  const [only] = organizations
  if (organizations.length === 1 && only !== undefined) {
    return <Navigate to="/orgs/$organization" params={{ organization: only.name }} replace />
  }
  if (organizations.length === 0) {
    return (
      <Page title="Your tenants" heading="You are in no tenant yet">
        <Empty title="Nothing to open">
          {email} is not an active member anywhere this session can reach. Look at{' '}
          <Link to="/account/invitations">your invitations</Link>, or ask somebody of your organization to
          invite this address.
        </Empty>
      </Page>
    )
  }
  return (
    <Page title="Choose a tenant" lead="Each tenant has its own people, roles and projects.">
      <ul className={classes['tenants']}>
        {organizations.map(({ name, display_name }) => (
          <li key={name}>
            <Link to="/orgs/$organization" params={{ organization: name }}>
              <span className={classes['sign']} aria-hidden>
                {initialsOf(display_name)}
              </span>
              <span className={classes['name']}>{display_name}</span>
              <code>{name}</code>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
