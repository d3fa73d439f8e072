/** Roles that were given to somebody directly, and where; giving another, and taking one away. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assignmentsOf } from '../../../api/organization.ts'
import { AssignmentRow } from '../../../parts/assignment-row.tsx'
import { ButtonLink } from '../../../parts/button-link.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { GroupSuggestions } from '../../../parts/group-suggestions.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { scopeText } from '../../../parts/scope.ts'
import { Trouble } from '../../../parts/trouble.tsx'
import { type About, nameOf } from './about.ts'
import { GiveRole } from './give-role.tsx'
import classes from './user-drawer.module.css'

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
        <AssignmentRow
          key={assignment.id}
          organization={organization}
          assignment={assignment}
          name={nameOf(user)}
          mayManage={mayManage}
          taking={taking === assignment.id}
          take={(is) => setTaking(is ? assignment.id : undefined)}
          taken={about.changed}
          stays="What they have through groups stays."
        >
          <GroupSuggestions
            organization={organization}
            role={assignment.role}
            place={scopeText(assignment.scope)}
            brief
          />
        </AssignmentRow>
      ))}
    </ul>
  )
}
