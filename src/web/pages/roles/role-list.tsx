/** The list of roles, a page at a time. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type RolesAsked, rolesPage } from '../../api/organization.ts'
import { Empty } from '../../parts/empty.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { usePages } from '../../parts/use-pages.ts'
import { RoleTable } from './role-table.tsx'
import { ROUTE, useView } from './use-view.ts'
import { changed, type RolesView, USUAL_SORT } from './view.ts'

export function RoleList() {
  const { organization, view } = useView()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...rolesPage(organization, asked(view)),
    placeholderData: keepPreviousData,
  })
  const navigate = useNavigate({ from: ROUTE })
  const pages = usePages(
    view.cursor,
    (cursor, state) => void navigate({ search: changed(view, { cursor }), state: state as never }),
  )
  if (data === undefined || (error !== null && isPlaceholderData)) {
    if (error === null) return <Loading what="Looking for roles" />
    const isCut = view.cursor !== undefined
    return <Trouble error={error} again={() => (isCut ? pages.first() : void refetch())} />
  }
  if (data.items.length === 0 && view.cursor === undefined) return <NoRoles />
  return (
    <div aria-busy={isPlaceholderData}>
      <RoleTable roles={data.items} />
      <Pager
        {...pages}
        hasEarlier={view.cursor !== undefined}
        next={data.next_cursor === null ? undefined : () => pages.next(data.next_cursor!)}
      />
    </div>
  )
}

function asked({ q, kind, permission, sort = USUAL_SORT, cursor }: RolesView): RolesAsked {
  return {
    sort,
    ...(q !== undefined && { q }),
    ...(kind !== undefined && { kind }),
    ...(permission !== undefined && { permission }),
    ...(cursor !== undefined && { cursor }),
  }
}

function NoRoles() {
  const { view, show } = useView()
  const { q, permission } = view
  const all = (
    <button
      type="button"
      className="link"
      onClick={() => show({ q: undefined, kind: undefined, permission: undefined })}
    >
      Show all roles
    </button>
  )
  if (q === undefined && permission === undefined) {
    return (
      <Empty title="There are no custom roles">
        Make one where a built-in role is too broad, or duplicate a built-in one and change it. {all}.
      </Empty>
    )
  }
  return <Empty title="No role matches">The built-in roles are always there. {all}.</Empty>
}
