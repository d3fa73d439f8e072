/** One's own memberships, a row each; disabled ones are counted below (A21 to A24). */
import { Link } from '@tanstack/react-router'
import { Chip } from '../../parts/chip.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { Notice } from '../../parts/notice.tsx'
import classes from './access.module.css'
import type { Access } from './access-page.tsx'
import { Pair } from './pair.tsx'

type Row = Access['memberships'][number] & { readonly member: Access['member'] }

export function Memberships({ access: { memberships, member, counts } }: { readonly access: Access }) {
  const { disabled } = counts
  return (
    <section aria-labelledby="memberships" className={classes['memberships']}>
      <h2 id="memberships">Memberships</h2>
      {memberships.length === 0 ? (
        <Notice tone="plain">
          <strong>No membership records are attached to your identity yet.</strong> Sign out and sign in once:
          groups and roles are read at sign-in. If that changes nothing, ask an admin of your tenant to look
          you up among its members.
        </Notice>
      ) : (
        <DataTable
          caption="Your memberships"
          columns={COLUMNS}
          rows={memberships.map((one) => ({ ...one, member }))}
          keyOf={({ organization }) => organization.id}
        />
      )}
      {disabled > 0 && (
        <p className={classes['note']}>
          {disabled === 1 ? 'One disabled membership is' : `${disabled} disabled memberships are`} not listed.
        </p>
      )}
    </section>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { head: 'Member', share: 30, cell: (row) => <Member row={row} /> },
  { head: 'Customer and tenant', share: 32, cell: (row) => <Pair {...row} /> },
  { head: 'Role', share: 22, cell: ({ roles }) => <Roles roles={roles} /> },
  { head: 'Status', share: 16, cell: (row) => <Status row={row} /> },
]

/** Leads to what one can do there, where one is in. */
function Member({ row: { member, status, organization } }: { readonly row: Row }) {
  const { name, email } = member
  const shown = name === '' ? email : `${name}, ${email}`
  if (status === 'pending') return <span title={shown}>{shown}</span>
  return (
    <Link to="/orgs/$organization" params={{ organization: organization.name }} title={shown}>
      {shown}
    </Link>
  )
}

function Roles({ roles }: Pick<Row, 'roles'>) {
  if (roles.length === 0) return <Chip tone="attention">Membership only</Chip>
  return (
    <span className={classes['badges']}>
      {roles.map(({ id, name }) => (
        <Chip key={id}>{name}</Chip>
      ))}
    </span>
  )
}

function Status({ row: { status, expired } }: { readonly row: Row }) {
  if (status === 'active') return <Chip tone="done">active</Chip>
  return (
    <span className={classes['badges']}>
      <Chip tone="attention">pending</Chip>
      {expired === true ? (
        <span className={classes['soft']}>expired</span>
      ) : (
        <Link to="/account/invitations">accept</Link>
      )}
    </span>
  )
}
