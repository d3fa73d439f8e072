/** Deleting a role, after what goes with it was named and who loses by it was shown. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { holders } from '../../../api/organization.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { scopeText } from '../../../parts/scope.ts'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'

type Props = {
  readonly role: Role
  readonly deleted: () => void
  readonly cancel: () => void
}

export function DeleteRole({ role, deleted, cancel }: Props) {
  const { organization } = useView()
  return (
    <ConfirmChange
      organization={organization}
      title={`Delete ${role.name}?`}
      button={`Delete ${role.name}`}
      destructive
      send={(query) => api.deleteRole({ ...query, organization, role: role.id })}
      done={deleted}
      cancel={cancel}
    >
      <p>This is lost:</p>
      <ul className="plain-list">
        <li>
          the role <strong>{role.name}</strong>, with its description and its set of permissions
        </li>
        <Assignments role={role} />
      </ul>
    </ConfirmChange>
  )
}

/** Named; the rest is counted. */
const NAMED = 10

function Assignments({ role: { id, assignment_count: count } }: { readonly role: Role }) {
  const { organization } = useView()
  const { data } = useInfiniteQuery(holders(organization, id))
  if (count === 0) return null
  const named = data?.pages.flatMap(({ items }) => items).slice(0, NAMED) ?? []
  const more = count - named.length
  return (
    <>
      {named.map(({ id: assignment, subject, scope }) => (
        <li key={assignment}>
          what it gives {subject.type === 'user' ? subject.email : `the group ${subject.name}`} at{' '}
          {scopeText(scope)}
        </li>
      ))}
      {more > 0 && (
        <li>
          {named.length > 0 && 'and '}
          {more.toLocaleString('en')} {named.length > 0 && 'more '}
          {more === 1 ? 'assignment' : 'assignments'} of it
        </li>
      )}
    </>
  )
}
