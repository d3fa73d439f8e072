/** From a check of the diagnosis to what it is about: the roles it names with their toggles, every role that has the permission, the flags. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../../contract/client.ts'
import { roles as rolesOf, SIGN_IN } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import type { Rung } from '../../../parts/ladder.tsx'
import { RoleLink } from '../../../parts/role-link.tsx'
import classes from './user-drawer.module.css'

type Props = {
  readonly organization: string
  readonly rung: Rung
  /** `SIGN_IN`, or a permission. */
  readonly goal: string
  readonly explanation: Answer<'diagnoseAccess'>['explanation']
}

export function Where({ organization, rung, goal, explanation }: Props) {
  const may = useMay(organization)
  if (rung.status === 'not_reached' || goal === SIGN_IN) return null
  if (rung.id === 'role' && may?.('organization.role.read') === true)
    return <ToRoles organization={organization} rung={rung} goal={goal} explanation={explanation} />
  if (rung.id === 'feature' && rung.status === 'failed' && may?.('organization.settings.manage') === true) {
    return (
      <p className={classes['look']}>
        <Link to="/orgs/$organization/settings/features" params={{ organization }}>
          Feature Flags
        </Link>
      </p>
    )
  }
  return null
}

/** The full flow from a role to what it allows and who holds it (F57). */
function ToRoles({ organization, rung, goal, explanation }: Props) {
  const { data = [] } = useQuery(rolesOf(organization))
  const given = new Map(
    explanation?.chain.flatMap(({ assignments }) => assignments.map((one) => [one.assignment, one.role])),
  )
  const ids = new Set(rung.evidence.flatMap((fact) => fact.ids).map((id) => given.get(id) ?? id))
  const named = [...ids].flatMap((id) => data.find((role) => role.id === id) ?? [])
  return (
    <div className={classes['look']}>
      {named.length > 0 && 'Look at the toggles of '}
      {named.map((role) => (
        <span key={role.id}>
          <RoleLink organization={organization} role={role} permission={goal} />,{' '}
        </span>
      ))}
      {named.length > 0 ? 'or at ' : 'Look at '}
      <Link to="/orgs/$organization/settings/roles" params={{ organization }} search={{ permission: goal }}>
        every role that has it
      </Link>
      .
    </div>
  )
}
