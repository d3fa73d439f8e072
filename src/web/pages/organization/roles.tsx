/** The roles that one holds oneself, and where. */
import type { api } from '../../api/client.ts'
import { scopeParts } from '../../parts/scope.ts'
import { ScopePath } from '../../parts/scope-path.tsx'
import classes from './organization.module.css'

type Member = Awaited<ReturnType<typeof api.showUser>>

export function Roles({ organization, member }: { readonly organization: string; readonly member: Member }) {
  return (
    <section aria-labelledby="roles" className={classes['roles']}>
      <h2 id="roles">Your roles</h2>
      {member.roles.length === 0 ? (
        <p className={classes['soft']}>
          {member.groups.length === 0
            ? 'None yet. Somebody who manages roles here can give you one.'
            : 'None directly; what you can do comes through your groups.'}
        </p>
      ) : (
        <ul>
          {member.roles.map(({ id, name, scope, group }) => (
            <li key={`${id} ${scope.project ?? ''} ${scope.environment ?? ''} ${group?.id ?? ''}`}>
              <span className={classes['role']}>
                {name}
                {group !== undefined && <span className={classes['soft']}> via {group.name}</span>}
              </span>
              <ScopePath parts={scopeParts(organization, scope)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
