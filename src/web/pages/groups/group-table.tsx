/** Groups as rows: what each is for, how many are in it, and which roles it gives where. */
import { Link } from '@tanstack/react-router'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { FilledBy } from '../../parts/filled-by.tsx'
import { scopeText } from '../../parts/scope.ts'
import { Some } from '../../parts/some.tsx'
import classes from './groups.module.css'
import { ROUTE, useView } from './use-view.ts'
import { changed, type Group, IDLE, USUAL_SORT } from './view.ts'

export function GroupTable({ groups }: { readonly groups: readonly Group[] }) {
  const { view, show } = useView()
  const { sort = USUAL_SORT, group: open } = view
  const seesRoles = groups.some(({ gives }) => gives !== undefined)
  return (
    <DataTable
      caption="Groups"
      columns={[NAME, DESCRIPTION, MEMBERS, ...(seesRoles ? GIVEN : [])]}
      rows={groups}
      keyOf={({ id }) => id}
      sort={sort}
      sortBy={(next) => show({ sort: next })}
      isOpen={({ id, name }) => open === id || open === name}
    />
  )
}

const NAME: Column<Group> = {
  head: 'Group',
  share: 27,
  sort: 'name',
  cell: (group) => <Name group={group} />,
}
const DESCRIPTION: Column<Group> = {
  head: 'Description',
  share: 28,
  cell: ({ description }) =>
    description !== '' && (
      <span className={classes['soft']} title={description}>
        {description}
      </span>
    ),
}
const MEMBERS: Column<Group> = {
  head: 'Members',
  share: 11,
  sort: 'members',
  cell: ({ member_count: count }) =>
    count === 0 ? <span className={classes['soft']}>nobody</span> : count.toLocaleString('en'),
}
const GIVEN: readonly Column<Group>[] = [
  { head: 'Roles', share: 17, cell: ({ gives }) => <Roles gives={gives} /> },
  { head: 'Where', share: 17, cell: ({ gives }) => <Places gives={gives} /> },
]

function Name({ group }: { readonly group: Group }) {
  const { organization, view } = useView()
  const { id, name } = group
  return (
    <>
      <Link
        to={ROUTE}
        params={{ organization }}
        search={changed(view, { group: id, find: undefined, create: undefined, ...IDLE })}
        resetScroll={false}
        title={name}
        className={classes['name']}
      >
        <strong>{name}</strong>
      </Link>
      <FilledBy {...group} />
    </>
  )
}

type Given = Pick<Group, 'gives'>

function Roles({ gives }: Given) {
  if (gives === undefined) return null
  const names = gives.roles.map(({ name }) => name)
  return <Some names={names} beside={gives.role_count - names.length} otherwise="none" />
}

function Places({ gives }: Given) {
  if (gives === undefined) return null
  return <Some names={gives.scopes.map(scopeText)} beside={gives.scope_count - gives.scopes.length} mono />
}
