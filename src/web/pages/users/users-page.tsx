/** Settings → Users: the people of a tenant in three lists, and beside them whoever is looked at (F01, F02). */
import { useState } from 'react'
import { useMay } from '../../app/abilities.ts'
import { Page } from '../../frame/page.tsx'
import { ButtonLink } from '../../parts/button-link.tsx'
import { Said } from '../../parts/said.tsx'
import { TenantPage } from '../tenant/tenant-page.tsx'
import { UserDrawer } from './drawer/user-drawer.tsx'
import { Filters } from './filters.tsx'
import { InviteDrawer } from './invite/invite-drawer.tsx'
import { ROUTE, useView } from './use-view.ts'
import { UserList } from './user-list.tsx'

export function UsersPage() {
  const { organization } = useView()
  return (
    <TenantPage organization={organization} title="Users" takes="organization.user.read" content={Users} />
  )
}

function Users({ tenant }: { readonly tenant: string }) {
  const { organization, view, show } = useView()
  const may = useMay(organization)
  const [said, setSaid] = useState<string>()
  const mayInvite = may?.('organization.user.invite') === true
  return (
    <Page
      title="Users"
      lead={`Who is in ${tenant}, what they can do, and how they come in.`}
      actions={
        mayInvite && (
          <ButtonLink
            to={ROUTE}
            params={{ organization }}
            search={{ ...view, user: undefined, invite: true }}
          >
            Invite
          </ButtonLink>
        )
      }
    >
      <Said what={said} />
      <Filters mayReadRoles={may?.('organization.role.read') === true} />
      <UserList />
      {view.user !== undefined && <UserDrawer key={view.user} user={view.user} gone={setSaid} />}
      {view.invite && mayInvite && <InviteDrawer tenant={tenant} close={() => show({ invite: undefined })} />}
    </Page>
  )
}
