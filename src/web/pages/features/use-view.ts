/** The view that the address tells of, and the way to another one. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { FeaturesView } from './view.ts'

export const ROUTE = '/orgs/$organization/settings/features'

export type ViewState = {
  readonly organization: string
  readonly view: FeaturesView
  readonly show: (view: FeaturesView) => void
}

export function useView(): ViewState {
  const { organization } = useParams({ from: `/inside${ROUTE}` })
  const view = useSearch({ from: `/inside${ROUTE}` })
  const navigate = useNavigate({ from: ROUTE })
  const show = (search: FeaturesView): void => void navigate({ search, resetScroll: false })
  return { organization, view, show }
}
