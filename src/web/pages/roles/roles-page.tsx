/** Settings → Roles & Permissions: every role, what it lets people do, who holds it where, and changing all of it. */
import { useState } from 'react'
import { useMay } from '../../app/abilities.ts'
import { Page } from '../../frame/page.tsx'
import { ButtonLink } from '../../parts/button-link.tsx'
import { Said } from '../../parts/said.tsx'
import { TenantPage } from '../tenant/tenant-page.tsx'
import { RoleDrawer } from './drawer/role-drawer.tsx'
import { CreateDrawer } from './editor/create-drawer.tsx'
import { Filters } from './filters.tsx'
import { RoleList } from './role-list.tsx'
import { ROUTE, useView } from './use-view.ts'
import { CLOSED, changed } from './view.ts'

export function RolesPage() {
  const { organization } = useView()
  return (
    <TenantPage
      organization={organization}
      title="Roles & Permissions"
      takes="organization.role.read"
      content={Roles}
    />
  )
}

/** What was done, and with which role; it is said in that one's drawer, or on the page where it is gone. */
export type Done = { readonly text: string; readonly role?: string }

function Roles({ tenant }: { readonly tenant: string }) {
  const { organization, view, show } = useView()
  const may = useMay(organization)
  const [done, say] = useState<Done>()
  const mayManage = may?.('organization.role.manage') === true
  return (
    <Page
      title="Roles & Permissions"
      lead={`What roles let people do in ${tenant}, who holds them, and where.`}
      actions={
        mayManage && (
          <ButtonLink
            to={ROUTE}
            params={{ organization }}
            search={changed(view, { ...CLOSED, create: true })}
          >
            New role
          </ButtonLink>
        )
      }
    >
      <Said what={done?.role === undefined ? done?.text : undefined} />
      <Filters />
      <RoleList />
      {view.role !== undefined && <RoleDrawer key={view.role} role={view.role} done={done} say={say} />}
      {view.create && mayManage && (
        <CreateDrawer
          close={() => show({ create: undefined })}
          created={({ id, name }) => {
            say({ role: id, text: `The role ${name} is created. Nobody holds it yet.` })
            show({ create: undefined, role: id })
          }}
        />
      )}
    </Page>
  )
}
