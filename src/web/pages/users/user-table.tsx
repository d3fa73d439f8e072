/** People as rows: who, what they hold, what that comes to, and where something was given to them alone. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { me } from '../../api/queries.ts'
import { useMay } from '../../app/abilities.ts'
import { Chip } from '../../parts/chip.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { Moment } from '../../parts/moment.tsx'
import { scopeText } from '../../parts/scope.ts'
import { Some } from '../../parts/some.tsx'
import { InvitationState } from './invitation-state.tsx'
import { RowMenu } from './row-menu.tsx'
import { ROUTE, useView } from './use-view.ts'
import classes from './users.module.css'
import { changed, USUAL_SORT, type User } from './view.ts'

export function UserTable({ users }: { readonly users: readonly User[] }) {
  const { view, show } = useView()
  const { tab = 'active', sort = USUAL_SORT, user: open } = view
  return (
    <DataTable
      caption={tab === 'pending' ? 'People who were invited' : `People who are ${tab}`}
      columns={[...COLUMNS, tab === 'pending' ? INVITATION : LAST_SIGN_IN, ACTIONS]}
      rows={users}
      keyOf={({ id }) => id}
      sort={sort}
      sortBy={(next) => show({ sort: next })}
      isOpen={({ id, email }) => open === id || open === email}
    />
  )
}

const COLUMNS: readonly Column<User>[] = [
  { head: 'Person', share: 26.5, sort: 'email', cell: (user) => <Person user={user} /> },
  { head: 'Roles', share: 15, cell: (user) => <Some names={rolesOf(user)} otherwise="none" /> },
  { head: 'Groups', share: 13.5, cell: ({ groups }) => <Some names={groups.map(({ name }) => name)} /> },
  { head: 'Access', share: 14, cell: ({ access_summary }) => <Summary summary={access_summary} /> },
  { head: 'Exceptions', share: 15, cell: (user) => <Some names={exceptionsOf(user)} mono /> },
]
const LAST_SIGN_IN: Column<User> = {
  head: 'Last sign-in',
  share: 11.5,
  sort: 'last_sign_in_at',
  cell: ({ last_sign_in_at: at }) =>
    at === null ? <span className={classes['soft']}>never</span> : <Moment at={at} />,
}
const INVITATION: Column<User> = {
  head: 'Invitation',
  share: 11.5,
  sort: 'since',
  cell: ({ invitation }) => invitation && <InvitationState invitation={invitation} />,
}

/** Beside the row's own link. */
const ACTIONS: Column<User> = {
  head: 'Actions',
  share: 4.5,
  isTools: true,
  cell: (user) => <Actions user={user} />,
}

function Actions({ user }: { readonly user: User }) {
  const { organization } = useView()
  const may = useMay(organization)
  return may === undefined ? null : <RowMenu user={user} may={may} />
}

function Person({ user: { id, name, email } }: { readonly user: User }) {
  const { organization, view } = useView()
  const account = useSuspenseQuery(me).data
  return (
    <>
      <Link
        to={ROUTE}
        params={{ organization }}
        search={changed(view, { user: id, do: undefined, invite: undefined })}
        resetScroll={false}
        title={name === '' ? email : `${name}, ${email}`}
        className={classes['person']}
      >
        <strong>{name === '' ? email : name}</strong>
        {name !== '' && <span>{email}</span>}
      </Link>
      {id === account.id && <Chip>you</Chip>}
    </>
  )
}

export function Summary({ summary }: { readonly summary: User['access_summary'] }) {
  return <Chip tone={summary === 'Membership only' ? 'attention' : 'plain'}>{summary}</Chip>
}

function rolesOf({ roles }: User): string[] {
  return [...new Set(roles.map(({ name }) => name))]
}

/** Given to them alone at a narrower place, where it decides in place of what they have further out. */
function exceptionsOf({ direct_scopes }: User): string[] {
  return direct_scopes.filter(({ type }) => type !== 'organization').map(scopeText)
}
