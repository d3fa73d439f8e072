/** Settings → Groups: every group, who is in it, what it gives where, and changing all of it. */
import { useState } from 'react'
import { useMay } from '../../app/abilities.ts'
import { Page } from '../../frame/page.tsx'
import { ButtonLink } from '../../parts/button-link.tsx'
import { Said } from '../../parts/said.tsx'
import { TenantPage } from '../tenant/tenant-page.tsx'
import { CreateDrawer } from './drawer/create-drawer.tsx'
import { GroupDrawer } from './drawer/group-drawer.tsx'
import { Filters } from './filters.tsx'
import { GroupList } from './group-list.tsx'
import { ROUTE, useView } from './use-view.ts'
import { CLOSED, changed } from './view.ts'

export function GroupsPage() {
  const { organization } = useView()
  return (
    <TenantPage organization={organization} title="Groups" takes="organization.group.read" content={Groups} />
  )
}

/** What was done, and with which group; it is said in that one's drawer, or on the page where it is gone. */
export type Done = { readonly text: string; readonly group?: string }

function Groups({ tenant }: { readonly tenant: string }) {
  const { organization, view, show } = useView()
  const may = useMay(organization)
  const [done, say] = useState<Done>()
  const mayManage = may?.('organization.group.manage') === true
  return (
    <Page
      title="Groups"
      lead={`Groups of people in ${tenant}. Whoever is in a group holds the roles that it was given.`}
      actions={
        mayManage && (
          <ButtonLink
            to={ROUTE}
            params={{ organization }}
            search={changed(view, { ...CLOSED, create: true })}
          >
            New group
          </ButtonLink>
        )
      }
    >
      <Said what={done?.group === undefined ? done?.text : undefined} />
      <Filters />
      <GroupList />
      {view.group !== undefined && <GroupDrawer key={view.group} group={view.group} done={done} say={say} />}
      {view.create && mayManage && (
        <CreateDrawer
          close={() => show({ create: undefined })}
          created={({ id, name }) => {
            say({ group: id, text: `The group ${name} is created. Nobody is in it yet.` })
            show({ create: undefined, group: id })
          }}
        />
      )}
    </Page>
  )
}
