/** What goes with a membership, by name; what whoever looks may not see is told of all the same. */
import { useQuery } from '@tanstack/react-query'
import { assignmentsOf } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { scopeText } from '../../../parts/scope.ts'
import type { About } from './about.ts'

export function Lost({ organization, user }: Pick<About, 'organization' | 'user'>) {
  const may = useMay(organization)
  const seesRoles = may?.('organization.role.read') === true
  const seesGroups = may?.('organization.group.read') === true
  const { data: assignments } = useQuery({ ...assignmentsOf(organization, user.id), enabled: seesRoles })
  return (
    <>
      <p>This is lost for good; inviting them again starts clean:</p>
      <ul className="plain-list">
        <li>the membership{user.status === 'active' && ', with its sessions and tokens here'}</li>
        {assignments === undefined && <li>every role that was given to them directly</li>}
        {assignments?.map(({ id, role, scope }) => (
          <li key={id}>
            the role <strong>{role.name}</strong> at {scopeText(scope)}
          </li>
        ))}
        {!seesGroups && <li>their seats in groups</li>}
        {user.groups.map(({ id, name }) => (
          <li key={id}>
            the seat in <strong>{name}</strong>
          </li>
        ))}
      </ul>
    </>
  )
}
