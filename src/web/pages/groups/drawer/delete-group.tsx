/** Deleting a group, after what goes with it was named and who loses by it was shown. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { assignmentsOfGroup } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { scopeText } from '../../../parts/scope.ts'
import { useView } from '../use-view.ts'
import type { Group } from '../view.ts'

type Props = { readonly group: Group; readonly deleted: () => void; readonly cancel: () => void }

export function DeleteGroup({ group, deleted, cancel }: Props) {
  const { organization } = useView()
  const { id, name, member_count: members } = group
  return (
    <ConfirmChange
      organization={organization}
      title={`Delete ${name}?`}
      button={`Delete ${name}`}
      destructive
      send={(query) => api.deleteGroup({ ...query, organization, group: id })}
      done={deleted}
      cancel={cancel}
    >
      <p>This is lost:</p>
      <ul className="plain-list">
        <li>
          the group <strong>{name}</strong>, with its description
        </li>
        {members > 0 && (
          <li>
            {members === 1 ? 'one seat in it' : `${members.toLocaleString('en')} seats in it`}; the people
            stay in the tenant
          </li>
        )}
        <Given group={group} />
      </ul>
    </ConfirmChange>
  )
}

/** Named; the rest is counted. */
const NAMED = 10

function Given({ group: { id, assignment_count: count } }: { readonly group: Group }) {
  const { organization } = useView()
  const seesRoles = useMay(organization)?.('organization.role.read') === true
  const { data = [] } = useQuery({ ...assignmentsOfGroup(organization, id), enabled: seesRoles })
  const named = data.slice(0, NAMED)
  const more = count - named.length
  return (
    <>
      {named.map(({ id: assignment, role, scope }) => (
        <li key={assignment}>
          what it gives: {role.name} at {scopeText(scope)}
        </li>
      ))}
      {more > 0 && (
        <li>
          {named.length > 0 && 'and '}
          {more.toLocaleString('en')} {named.length > 0 && 'more '}
          {more === 1 ? 'role that it gives' : 'roles that it gives'}
        </li>
      )}
    </>
  )
}
