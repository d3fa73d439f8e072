/** Who holds a role, and where; where several hold it alike, a group is suggested (S2-7). */
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Answer } from '../../../../contract/client.ts'
import { holders } from '../../../api/organization.ts'
import { Chip } from '../../../parts/chip.tsx'
import { Dates } from '../../../parts/dates.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { GroupLink } from '../../../parts/group-link.tsx'
import { GroupSuggestions } from '../../../parts/group-suggestions.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { PersonLink } from '../../../parts/person-link.tsx'
import { scopeParts } from '../../../parts/scope.ts'
import { ScopePath } from '../../../parts/scope-path.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { useView } from '../use-view.ts'
import type { Role } from '../view.ts'
import classes from './role-drawer.module.css'

type Assignment = Answer<'listAssignments'>['items'][number]

export function Holders({ role }: { readonly role: Role }) {
  const { organization } = useView()
  return (
    <Section title="Held by">
      <GroupSuggestions organization={organization} role={role} />
      <List role={role} />
    </Section>
  )
}

function List({ role }: { readonly role: Role }) {
  const { organization } = useView()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    holders(organization, role.id),
  )
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking who holds it" />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) {
    return (
      <p className={classes['soft']}>
        Nobody. It is given in the drawer of a person under Users, or of a group under Groups.
      </p>
    )
  }
  return (
    <>
      <ul className={classes['rows']}>
        {items.map((assignment) => (
          <Holder key={assignment.id} assignment={assignment} />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button
            size="xs"
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

function Holder({ assignment }: { readonly assignment: Assignment }) {
  const { organization } = useView()
  const { subject, scope } = assignment
  return (
    <li>
      <span>
        {subject.type === 'user' ? (
          <PersonLink organization={organization} person={subject} />
        ) : (
          <>
            <GroupLink organization={organization} group={subject} /> <Chip>group</Chip>
          </>
        )}
      </span>
      <span>
        <Dates {...assignment} />
        <ScopePath parts={scopeParts(organization, scope)} />
      </span>
    </li>
  )
}
