/** Roles that were given to somebody directly, and where; giving another, and taking one away. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../../contract/client.ts'
import { api } from '../../../api/client.ts'
import { assignmentsOf } from '../../../api/organization.ts'
import { ButtonLink } from '../../../parts/button-link.tsx'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Dates } from '../../../parts/dates.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { GroupSuggestions } from '../../../parts/group-suggestions.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { RoleLink } from '../../../parts/role-link.tsx'
import { scopeParts, scopeText } from '../../../parts/scope.ts'
import { ScopePath } from '../../../parts/scope-path.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { type About, nameOf } from './about.ts'
import { GiveRole } from './give-role.tsx'
import classes from './user-drawer.module.css'

type Assignment = Answer<'listAssignments'>['items'][number]
type Props = About & { readonly mayRead: boolean; readonly mayManage: boolean }

export function Assignments({ mayRead, mayManage, ...about }: Props) {
  const [giving, setGiving] = useState(false)
  const give = mayManage && (
    <Button size="xs" variant="default" aria-expanded={giving} onClick={() => setGiving(!giving)}>
      Give a role
    </Button>
  )
  const given = (what: string): void => {
    setGiving(false)
    about.changed(what)
  }
  return (
    <Section
      title="Direct assignments"
      aside={
        <div className={classes['buttons']}>
          {give}
          {mayRead && (
            <ButtonLink
              size="xs"
              variant="default"
              to="/orgs/$organization/settings/roles"
              params={{ organization: about.organization }}
            >
              Manage roles
            </ButtonLink>
          )}
        </div>
      }
    >
      {giving && <GiveRole {...about} changed={given} cancel={() => setGiving(false)} />}
      {mayRead ? <List {...about} mayManage={mayManage} /> : <p>You may not see roles.</p>}
    </Section>
  )
}

function List({ mayManage, ...about }: Omit<Props, 'mayRead'>) {
  const { organization, user } = about
  const { data, error, refetch } = useQuery(assignmentsOf(organization, user.id))
  const [taking, setTaking] = useState<string>()
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking for assignments" />
  if (data.length === 0) {
    return (
      <p className={classes['soft']}>
        {user.groups.length > 0 ? 'None: what they can do comes through their groups.' : 'None.'}
      </p>
    )
  }
  return (
    <ul className={classes['rows']}>
      {data.map((assignment) => (
        <Row
          key={assignment.id}
          {...about}
          assignment={assignment}
          mayManage={mayManage}
          taking={taking === assignment.id}
          take={(is) => setTaking(is ? assignment.id : undefined)}
        />
      ))}
    </ul>
  )
}

type RowProps = Omit<Props, 'mayRead'> & {
  readonly assignment: Assignment
  readonly taking: boolean
  readonly take: (is: boolean) => void
}

function Row({ organization, user, changed, assignment, mayManage, taking, take }: RowProps) {
  const { id, role, scope, reason } = assignment
  const what = `${role.name} at ${scopeText(scope)}`
  return (
    <li>
      <div className={classes['what']}>
        <strong>
          <RoleLink organization={organization} role={role} />
        </strong>
        <ScopePath parts={scopeParts(organization, scope)} />
        <Dates {...assignment} />
        {reason !== undefined && <span className={classes['more']}>{reason}</span>}
      </div>
      {mayManage && (
        <Button
          size="xs"
          variant="default"
          aria-expanded={taking}
          aria-label={`Take away ${what}`}
          onClick={() => take(!taking)}
        >
          Take away
        </Button>
      )}
      <GroupSuggestions organization={organization} role={role} place={scopeText(scope)} brief />
      {taking && (
        <ConfirmChange
          organization={organization}
          title={`Take ${role.name} away from ${nameOf(user)}?`}
          button={`Take ${role.name} away`}
          destructive
          send={(query) => api.deleteAssignment({ ...query, organization, assignment: id })}
          done={() => changed(`${nameOf(user)} does not hold ${what} any more.`)}
          cancel={() => take(false)}
        >
          <p>
            {nameOf(user)} loses the role <strong>{role.name}</strong> at {scopeText(scope)}. What they have
            through groups stays.
          </p>
        </ConfirmChange>
      )}
    </li>
  )
}
