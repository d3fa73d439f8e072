/** Roles as rows: what each is for, how much it lets people do, who holds it, and where. */
import { Link } from '@tanstack/react-router'
import { Chip } from '../../parts/chip.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { scopeText } from '../../parts/scope.ts'
import { Some } from '../../parts/some.tsx'
import { heldBy } from './held-by.ts'
import classes from './roles.module.css'
import { ROUTE, useView } from './use-view.ts'
import { changed, type Role, USUAL_SORT } from './view.ts'

export function RoleTable({ roles }: { readonly roles: readonly Role[] }) {
  const { view, show } = useView()
  const { sort = USUAL_SORT, role: open } = view
  return (
    <DataTable
      caption="Roles"
      columns={COLUMNS}
      rows={roles}
      keyOf={({ id }) => id}
      sort={sort}
      sortBy={(next) => show({ sort: next })}
      isOpen={({ id, name }) => open === id || open === name}
    />
  )
}

const COLUMNS: readonly Column<Role>[] = [
  { head: 'Role', share: 24, sort: 'name', cell: (role) => <Name role={role} /> },
  { head: 'Description', share: 30, cell: ({ description }) => <Description text={description} /> },
  { head: 'Permissions', share: 12, cell: ({ permissions }) => permissions.length.toLocaleString('en') },
  { head: 'Held by', share: 16, cell: (role) => <Holders role={role} /> },
  { head: 'Where', share: 18, cell: (role) => <Places role={role} /> },
]

function Name({ role: { id, name, kind } }: { readonly role: Role }) {
  const { organization, view } = useView()
  return (
    <>
      <Link
        to={ROUTE}
        params={{ organization }}
        search={changed(view, { role: id, do: undefined, create: undefined })}
        resetScroll={false}
        title={name}
        className={classes['name']}
      >
        <strong>{name}</strong>
      </Link>
      {kind === 'system' && <Chip>built-in</Chip>}
    </>
  )
}

function Description({ text }: { readonly text: string }) {
  return text === '' ? null : (
    <span className={classes['soft']} title={text}>
      {text}
    </span>
  )
}

function Holders({ role }: { readonly role: Role }) {
  const words = heldBy(role)
  return words === undefined ? <span className={classes['soft']}>nobody</span> : words
}

function Places({ role: { scopes, scope_count: count } }: { readonly role: Role }) {
  return <Some names={scopes.map(scopeText)} beside={count - scopes.length} mono />
}
