/** A person beside the list: who they are, how they come in, what they hold and what that comes to, and what can be done. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { oneUser, within } from '../../../api/organization.ts'
import { me } from '../../../api/queries.ts'
import { useMay } from '../../../app/abilities.ts'
import { Drawer } from '../../../parts/drawer.tsx'
import { Empty } from '../../../parts/empty.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Said } from '../../../parts/said.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { useView } from '../use-view.ts'
import { NOBODY } from '../view.ts'
import { type About, nameOf } from './about.ts'
import { Assignments } from './assignments.tsx'
import { Diagnose } from './diagnose.tsx'
import { Effective } from './effective.tsx'
import { Groups } from './groups.tsx'
import { Identity } from './identity.tsx'
import { InvitationSection } from './invitation-section.tsx'
import { PersonActions } from './person-actions.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { Sessions } from './sessions.tsx'

type Props = {
  readonly user: string
  /** They are not here any more, and this is said where they were. */
  readonly gone: (what: string) => void
}

export function UserDrawer({ user: asked, gone }: Props) {
  const { organization, show } = useView()
  const { data: user, error, refetch } = useQuery(oneUser(organization, asked))
  const close = (): void => show(NOBODY)
  if (user === undefined) {
    return (
      <Drawer title="Person" close={close}>
        {error === null ? <Loading what="Looking" /> : <Trouble error={error} again={() => void refetch()} />}
      </Drawer>
    )
  }
  if (user.type === 'automation') {
    return (
      <Drawer title="Not a person" close={close}>
        <Empty title="An automation account">It is managed by the source or token that it belongs to.</Empty>
      </Drawer>
    )
  }
  const left = (what: string): void => {
    gone(what)
    close()
  }
  return (
    <Drawer title={nameOf(user)} lead={user.name === '' ? undefined : user.email} close={close}>
      <Person organization={organization} user={user} gone={left} />
    </Drawer>
  )
}

type PersonProps = Pick<About, 'organization' | 'user'> & Pick<Props, 'gone'>

function Person({ organization, user, gone }: PersonProps) {
  const queries = useQueryClient()
  const may = useMay(organization) ?? (() => false)
  const [said, setSaid] = useState<string>()
  const own = useSuspenseQuery(me).data.id
  const reread = (queryKey: readonly unknown[]): void => {
    void queries.invalidateQueries({ queryKey })
    // Whoever has changed themselves may not be here any more.
    if (user.id === own) void queries.invalidateQueries({ queryKey: me.queryKey, exact: true })
  }
  const changed = (what: string): void => {
    setSaid(what)
    reread(within(organization))
  }
  const about = { organization, user, changed }
  const left = (what: string): void => {
    reread([...within(organization), 'users'])
    gone(what)
  }
  return (
    <>
      <Said what={said} />
      <Identity organization={organization} user={user} seesRoles={may('organization.role.read')} />
      <PersonActions {...about} may={may} gone={left} />
      {user.status === 'invited' && <InvitationSection {...about} may={may} gone={left} />}
      <Assignments
        {...about}
        mayRead={may('organization.role.read')}
        mayManage={may('organization.role.manage')}
      />
      <Groups
        organization={organization}
        user={user}
        mayRead={may('organization.group.read')}
        seesRoles={may('organization.role.read')}
      />
      <Diagnose {...about} />
      <Effective organization={organization} user={user} />
      {user.status === 'active' && <Sessions {...about} mayEnd={may('organization.user.block')} />}
      {may('organization.audit.read') && <RecentChanges organization={organization} user={user} />}
    </>
  )
}
