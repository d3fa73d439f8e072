/** What an editor of roles has to know before it opens: every permission, and which of them one has oneself. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { effectiveAccess, permissions } from '../../../api/organization.ts'
import { me } from '../../../api/queries.ts'
import type { Permission } from '../families.ts'
import { useView } from '../use-view.ts'

type Catalogue = {
  readonly permissions: readonly Permission[]
  /** Keys that one's own roles give at the organization: what may be given on (G1). A feature that is off takes none. */
  readonly own: ReadonlySet<string>
}

type Reading = {
  /** `undefined` while it is read. */
  readonly catalogue: Catalogue | undefined
  readonly error: unknown
  readonly again: () => void
}

export function useCatalogue(): Reading {
  const { organization } = useView()
  const { id } = useSuspenseQuery(me).data
  const all = useQuery(permissions(organization))
  const access = useQuery(effectiveAccess(organization, id, 'organization'))
  const again = (): void => void Promise.all([all.refetch(), access.refetch()])
  const error = all.error ?? access.error
  if (all.data === undefined || access.data === undefined) return { catalogue: undefined, error, again }
  const deciding = access.data.explanation?.chain.find(({ decided }) => decided)
  return { catalogue: { permissions: all.data, own: new Set(deciding?.permissions) }, error: null, again }
}
