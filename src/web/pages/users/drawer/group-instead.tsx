/** Before a role is given to somebody directly: a group that gives the same there, or should (S2-7). */
import { useQuery } from '@tanstack/react-query'
import { assignmentsAt } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { GroupLink } from '../../../parts/group-link.tsx'
import { GroupSuggestions } from '../../../parts/group-suggestions.tsx'
import { Notice } from '../../../parts/notice.tsx'
import type { User } from '../view.ts'
import { nameOf } from './about.ts'

type Props = {
  readonly organization: string
  readonly user: User
  readonly role: { readonly id: string; readonly name: string }
  readonly place: string
}

export function GroupInstead({ organization, user, role, place }: Props) {
  const may = useMay(organization)
  const seesGroups = may?.('organization.group.read') === true
  const { data = [] } = useQuery({ ...assignmentsAt(organization, role.id, place), enabled: seesGroups })
  const groups = data.flatMap(({ subject }) => (subject.type === 'group' ? [subject] : []))
  const theirs = groups.find(({ id }) => user.groups.some((group) => group.id === id))
  if (theirs !== undefined) {
    return (
      <Notice tone="attention">
        {nameOf(user)} holds {role.name} there already, through{' '}
        <GroupLink organization={organization} group={theirs} />.
      </Notice>
    )
  }
  const [group] = groups
  if (group !== undefined) {
    return (
      <Notice tone="plain">
        The group <GroupLink organization={organization} group={group} /> gives {role.name} there. A seat in
        it would give {nameOf(user)} the same, together with whoever else is in it.
      </Notice>
    )
  }
  return <GroupSuggestions organization={organization} role={role} place={place} />
}
