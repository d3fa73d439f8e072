/** Before a page of a tenant: what one may do there, so that nothing is shown first and taken away after. */
import type { QueryClient } from '@tanstack/react-query'
import { ownAbilities } from '../api/organization.ts'
import { me } from '../api/queries.ts'

type Opening = {
  readonly context: { readonly queries: QueryClient }
  readonly params: { readonly organization: string }
}

export async function knowAbilities({
  context: { queries },
  params: { organization },
}: Opening): Promise<void> {
  const { id, organizations } = await queries.ensureQueryData(me)
  if (!organizations.some(({ name }) => name === organization)) return
  // Where it cannot be learnt, the page itself says what is wrong.
  await queries.prefetchQuery(ownAbilities(organization, id))
}
