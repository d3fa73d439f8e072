/** Who is in a group, and what put each of them there; adding people, and taking one out. */
import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { groupMembers } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { FilledBy, isSynced } from '../../../parts/filled-by.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { PersonLink } from '../../../parts/person-link.tsx'
import { SearchField } from '../../../parts/search-field.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { mayAdd, mayRemove } from '../offered.ts'
import { useView } from '../use-view.ts'
import { type Group, IDLE, type Member } from '../view.ts'
import { AddMembers } from './add-members.tsx'
import classes from './group-drawer.module.css'

type Props = { readonly group: Group; readonly changed: (text: string) => void }

export function Members({ group, changed }: Props) {
  const { organization, view, show } = useView()
  const may = useMay(organization) ?? (() => false)
  const adding = view.do === 'add' && mayAdd(group, may)
  return (
    <Section
      title="Members"
      aside={
        mayAdd(group, may) && (
          <Button
            size="xs"
            variant="default"
            aria-expanded={adding}
            onClick={() => show({ ...IDLE, do: adding ? undefined : 'add' }, true)}
          >
            Add people
          </Button>
        )
      }
    >
      {adding && <AddMembers group={group} changed={changed} cancel={() => show(IDLE, true)} />}
      {group.member_count === 0 ? (
        <p className={classes['soft']}>Nobody is in it yet.</p>
      ) : (
        <List group={group} changed={changed} />
      )}
    </Section>
  )
}

/** From so many on there is a search. */
const MANY = 10

function List({ group, changed }: Props) {
  const { organization, view, show } = useView()
  const { find = '' } = view
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...groupMembers(organization, group.id, find),
    placeholderData: keepPreviousData,
  })
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking who is in it" />
  const items = data.pages.flatMap((page) => page.items)
  return (
    <>
      {(group.member_count > MANY || find !== '') && (
        <SearchField
          label="Search the members"
          placeholder="Name or address"
          q={find}
          search={(q) => show({ find: q === '' ? undefined : q }, true)}
        />
      )}
      {items.length === 0 ? (
        <p className={classes['soft']}>None of them matches.</p>
      ) : (
        <ul className={classes['rows']}>
          {items.map((member) => (
            <Row key={member.id} group={group} member={member} changed={changed} />
          ))}
        </ul>
      )}
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

function Row({ group, member, changed }: Props & { readonly member: Member }) {
  const { organization, view, show } = useView()
  const may = useMay(organization) ?? (() => false)
  const { id, email, name } = member
  const offered = mayRemove(member, may)
  const removing = offered && view.do === 'remove' && view.which === id
  return (
    <li>
      <div className={classes['who']}>
        <PersonLink organization={organization} person={member} />
        {name !== '' && <span className={classes['soft']}>{name}</span>}
        <FilledBy {...member} />
      </div>
      {offered && (
        <Button
          size="xs"
          variant="default"
          aria-expanded={removing}
          aria-label={`Take ${email} out`}
          onClick={() => show(removing ? IDLE : { do: 'remove', which: id }, true)}
        >
          Take out
        </Button>
      )}
      {isSynced(member) && !isSynced(group) && (
        <span className={classes['soft']}>This seat is changed where it comes from.</span>
      )}
      {removing && (
        <ConfirmChange
          organization={organization}
          title={`Take ${email} out of ${group.name}?`}
          button={`Take ${email} out`}
          destructive
          send={(query) => api.removeGroupMember({ ...query, organization, group: group.id, user: id })}
          done={() => changed(`${email} is not in ${group.name} any more.`)}
          cancel={() => show(IDLE, true)}
        >
          <p>
            {email} loses the seat, and what the group gives with it. What they hold directly, or through
            other groups, stays.
          </p>
        </ConfirmChange>
      )}
    </li>
  )
}
