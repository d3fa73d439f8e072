/** The view that the address tells of, and the way to another one. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type Change, changed, type GroupsView } from './view.ts'

export const ROUTE = '/orgs/$organization/settings/groups'

export type ViewState = {
  readonly organization: string
  readonly view: GroupsView
  /** @param replace typing into a field makes no history */
  readonly show: (change: Change, replace?: boolean) => void
}

export function useView(): ViewState {
  const { organization } = useParams({ from: `/inside${ROUTE}` })
  const view = useSearch({ from: `/inside${ROUTE}` })
  const navigate = useNavigate({ from: ROUTE })
  const show = (change: Change, replace = false): void =>
    void navigate({ search: (old) => changed(old, change), replace, resetScroll: false })
  return { organization, view, show }
}
