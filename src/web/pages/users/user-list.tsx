/** One of the three lists, a page at a time. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type UsersAsked, users } from '../../api/organization.ts'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { usePages } from '../../parts/use-pages.ts'
import { asked } from './asked.ts'
import { NoUsers } from './no-users.tsx'
import { ROUTE, useView } from './use-view.ts'
import { UserTable } from './user-table.tsx'
import { changed, type UsersView } from './view.ts'

export function UserList() {
  const { organization, view } = useView()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...users(organization, asked(view)),
    // Rows of another list would stand under the wrong name, if only for a moment.
    placeholderData: (before, query) => (isSameList(query?.queryKey, view) ? before : undefined),
  })
  const navigate = useNavigate({ from: ROUTE })
  const pages = usePages(
    view.cursor,
    (cursor, state) => void navigate({ search: changed(view, { cursor }), state: state as never }),
  )
  if (data === undefined || (error !== null && isPlaceholderData)) {
    if (error === null) return <Loading what="Looking who is here" />
    const isCut = view.cursor !== undefined
    return <Trouble error={error} again={() => (isCut ? pages.first() : void refetch())} />
  }
  if (data.items.length === 0 && view.cursor === undefined) return <NoUsers counts={data.counts} />
  return (
    <div aria-busy={isPlaceholderData}>
      <UserTable users={data.items} />
      <Pager
        {...pages}
        hasEarlier={view.cursor !== undefined}
        next={data.next_cursor === null ? undefined : () => pages.next(data.next_cursor!)}
      />
    </div>
  )
}

function isSameList(key: readonly unknown[] | undefined, view: UsersView): boolean {
  const before = key?.at(-1) as UsersAsked | undefined
  return before?.standing === asked(view).standing
}
