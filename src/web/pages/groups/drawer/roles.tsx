/** The roles that a group was given, and where; giving it another, and taking one away (S2-2 leads on from here). */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { assignmentsOfGroup } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { AssignmentRow } from '../../../parts/assignment-row.tsx'
import { ButtonLink } from '../../../parts/button-link.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { GiveRole } from '../../../parts/give-role.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { mayGive } from '../offered.ts'
import { useView } from '../use-view.ts'
import { type Group, IDLE } from '../view.ts'
import classes from './group-drawer.module.css'

type Props = { readonly group: Group; readonly changed: (text: string) => void }

export function Roles({ group, changed }: Props) {
  const { organization, view, show } = useView()
  const may = useMay(organization) ?? (() => false)
  const mayRead = may('organization.role.read')
  const giving = view.do === 'give' && mayGive(may)
  return (
    <Section
      title="Roles"
      aside={
        <div className={classes['buttons']}>
          {mayGive(may) && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={giving}
              onClick={() => show({ ...IDLE, do: giving ? undefined : 'give' }, true)}
            >
              Give a role
            </Button>
          )}
          {mayRead && (
            <ButtonLink
              size="xs"
              variant="default"
              to="/orgs/$organization/settings/roles"
              params={{ organization }}
            >
              Manage roles
            </ButtonLink>
          )}
        </div>
      }
    >
      {giving && (
        <GiveRole
          organization={organization}
          to={{ group: group.id }}
          name={group.name}
          place=""
          given={changed}
          cancel={() => show(IDLE, true)}
        />
      )}
      {mayRead ? (
        <List group={group} changed={changed} mayManage={may('organization.role.manage')} />
      ) : (
        <p className={classes['soft']}>You may not see roles.</p>
      )}
    </Section>
  )
}

function List({ group, changed, mayManage }: Props & { readonly mayManage: boolean }) {
  const { organization, view, show } = useView()
  const { data, error, refetch } = useQuery(assignmentsOfGroup(organization, group.id))
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking for roles" />
  if (data.length === 0)
    return <p className={classes['soft']}>None: being in it gives nobody anything yet.</p>
  return (
    <ul className={classes['rows']}>
      {data.map((assignment) => (
        <AssignmentRow
          key={assignment.id}
          organization={organization}
          assignment={assignment}
          name={group.name}
          mayManage={mayManage}
          taking={mayManage && view.do === 'take' && view.which === assignment.id}
          take={(is) => show(is ? { do: 'take', which: assignment.id } : IDLE, true)}
          taken={changed}
          stays="What its members hold directly, or through other groups, stays."
        />
      ))}
    </ul>
  )
}
