/** A page of a tenant that takes a permission: who is not in the tenant, or may not, is told so in its place. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PermissionKey } from '../../../core/catalogue/permissions.ts'
import { me } from '../../api/queries.ts'
import { useMay } from '../../app/abilities.ts'
import { Page } from '../../frame/page.tsx'
import { NotAllowed } from '../../parts/not-allowed.tsx'
import { Unavailable } from '../missing/missing-page.tsx'

type Props = {
  readonly organization: string
  readonly title: string
  readonly takes: PermissionKey
  readonly content: (props: { readonly tenant: string }) => ReactNode
}

export function TenantPage(props: Props) {
  const { organization } = props
  const account = useSuspenseQuery(me).data
  const tenant = account.organizations.find(({ name }) => name === organization)
  if (tenant === undefined) return <Unavailable organization={organization} email={account.email} />
  return <Permitted key={organization} tenant={tenant.display_name} {...props} />
}

function Permitted({
  organization,
  title,
  takes,
  content: Content,
  tenant,
}: Props & { readonly tenant: string }) {
  const may = useMay(organization)
  if (may?.(takes) !== false) return <Content tenant={tenant} />
  return (
    <Page title={title}>
      <NotAllowed permission={takes} tenant={tenant} />
      <p>
        <Link to="/orgs/$organization" params={{ organization }}>
          What you can do here
        </Link>
      </p>
    </Page>
  )
}
