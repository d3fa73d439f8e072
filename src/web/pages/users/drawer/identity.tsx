/** Who somebody is here, and how they come in. */
import { Chip } from '../../../parts/chip.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { RoleLink } from '../../../parts/role-link.tsx'
import { Summary } from '../user-table.tsx'
import type { User } from '../view.ts'
import classes from './user-drawer.module.css'

type Props = { readonly organization: string; readonly user: User; readonly seesRoles: boolean }

export function Identity({ organization, user, seesRoles }: Props) {
  const { id, standing, sign_in, last_sign_in_at: at, access_summary, beta_access } = user
  return (
    <Facts
      facts={[
        ['Id', <code key="id">{id}</code>],
        ['Membership', <Membership key="membership" standing={standing} status={user.status} />],
        ['Signs in with', waysOf(user.status, sign_in)],
        ['Last sign-in', at === null ? 'never' : <Moment key="at" at={at} />],
        ['Access', <Summary key="access" summary={access_summary} />],
        [
          'Roles',
          seesRoles ? <Roles key="roles" organization={organization} user={user} /> : 'not shown to you',
        ],
        ['Beta access', beta_access ? 'on' : 'off'],
      ]}
    />
  )
}

/** Each once, wherever and through whatever it comes (F50); where and through what stands below. */
function Roles({ organization, user: { roles } }: Omit<Props, 'seesRoles'>) {
  const distinct = [...new Map(roles.map((role) => [role.id, role])).values()]
  if (distinct.length === 0) return 'none'
  return (
    <ul aria-label="Roles" className={classes['inline']}>
      {distinct.map((role) => (
        <li key={role.id}>
          <RoleLink organization={organization} role={role} />
        </li>
      ))}
    </ul>
  )
}

function Membership({ standing, status }: Pick<User, 'standing' | 'status'>) {
  if (standing === 'active') return <Chip tone="done">Active</Chip>
  if (standing === 'pending') return <Chip tone="attention">Pending invite</Chip>
  return (
    <>
      <Chip tone="denied">Inactive</Chip> {status === 'invited' && 'before they accepted their invitation'}
    </>
  )
}

function waysOf(status: User['status'], { password, providers }: User['sign_in']): string {
  const ways = [...(password ? ['a password'] : []), ...providers.map((one) => one.display_name)]
  if (ways.length > 0) return ways.join(' or ')
  return status === 'invited'
    ? 'nothing yet: they have not accepted'
    : 'nothing: they cannot sign in. Remove them, and invite them afresh'
}
