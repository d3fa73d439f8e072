/** The groups somebody is in, and the roles that come to them through each. */
import { Section } from '../../../parts/drawer.tsx'
import { GroupLink } from '../../../parts/group-link.tsx'
import { RoleLink } from '../../../parts/role-link.tsx'
import { scopeParts, scopeText } from '../../../parts/scope.ts'
import { ScopePath } from '../../../parts/scope-path.tsx'
import type { User } from '../view.ts'
import classes from './user-drawer.module.css'

type Props = {
  readonly organization: string
  readonly user: User
  readonly mayRead: boolean
  readonly seesRoles: boolean
}

export function Groups({ organization, user: { groups, roles }, mayRead, seesRoles }: Props) {
  return (
    <Section title="Groups">
      {!mayRead ? (
        <p className={classes['soft']}>You may not see groups.</p>
      ) : groups.length === 0 ? (
        <p className={classes['soft']}>In no group.</p>
      ) : (
        <ul className={classes['rows']}>
          {groups.map(({ id, name }) => (
            <li key={id}>
              <div className={classes['what']}>
                <strong>
                  <GroupLink organization={organization} group={{ id, name }} />
                </strong>
              </div>
              {seesRoles && (
                <Given organization={organization} roles={roles.filter(({ group }) => group?.id === id)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Given({ organization, roles }: Pick<Props, 'organization'> & { readonly roles: User['roles'] }) {
  if (roles.length === 0) return <span className={classes['soft']}>gives no role</span>
  return (
    <ul className={classes['given']} aria-label="Roles it gives">
      {roles.map((role) => (
        <li key={`${role.id} ${scopeText(role.scope)}`}>
          <RoleLink organization={organization} role={role} />{' '}
          <ScopePath parts={scopeParts(organization, role.scope)} />
        </li>
      ))}
    </ul>
  )
}
