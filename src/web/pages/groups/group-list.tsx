/** The list of groups, a page at a time. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type GroupsAsked, groupsPage } from '../../api/organization.ts'
import { useMay } from '../../app/abilities.ts'
import { Empty } from '../../parts/empty.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { usePages } from '../../parts/use-pages.ts'
import { GroupTable } from './group-table.tsx'
import { ROUTE, useView } from './use-view.ts'
import { changed, type GroupsView, USUAL_SORT } from './view.ts'

export function GroupList() {
  const { organization, view } = useView()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...groupsPage(organization, asked(view)),
    placeholderData: keepPreviousData,
  })
  const navigate = useNavigate({ from: ROUTE })
  const pages = usePages(
    view.cursor,
    (cursor, state) => void navigate({ search: changed(view, { cursor }), state: state as never }),
  )
  if (data === undefined || (error !== null && isPlaceholderData)) {
    if (error === null) return <Loading what="Looking for groups" />
    const isCut = view.cursor !== undefined
    return <Trouble error={error} again={() => (isCut ? pages.first() : void refetch())} />
  }
  if (data.items.length === 0 && view.cursor === undefined) return <NoGroups />
  return (
    <div aria-busy={isPlaceholderData}>
      <GroupTable groups={data.items} />
      <Pager
        {...pages}
        hasEarlier={view.cursor !== undefined}
        next={data.next_cursor === null ? undefined : () => pages.next(data.next_cursor!)}
      />
    </div>
  )
}

function asked({ q, sort = USUAL_SORT, cursor }: GroupsView): GroupsAsked {
  return { sort, ...(q !== undefined && { q }), ...(cursor !== undefined && { cursor }) }
}

function NoGroups() {
  const { organization, view, show } = useView()
  const mayManage = useMay(organization)?.('organization.group.manage') === true
  if (view.q !== undefined) {
    return (
      <Empty title="No group matches">
        <button type="button" className="link" onClick={() => show({ q: undefined })}>
          Show all groups
        </button>
        .
      </Empty>
    )
  }
  return (
    <Empty title="There are no groups yet">
      A group says once what several people hold: whoever comes into it gets its roles, and whoever leaves it
      loses them.{mayManage && ' Make one with the button above.'}
    </Empty>
  )
}
