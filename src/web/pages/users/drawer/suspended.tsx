/** What somebody cannot do any more while they are inactive. Their roles stay, so no permission is taken from them. */
import { useQuery } from '@tanstack/react-query'
import type { ImpactAnswer } from '../../../../contract/shapes/answer.ts'
import { ownAccess } from '../../../api/queries.ts'
import { ImpactStrip } from '../../../parts/impact-strip.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { type Allowed, putTogether } from '../../../parts/places.ts'
import { Trouble } from '../../../parts/trouble.tsx'
import type { About } from './about.ts'

type Props = Pick<About, 'organization' | 'user'>

export function Suspended({ organization, user: { id, email } }: Props) {
  const { data, error } = useQuery(ownAccess(organization, id))
  if (error !== null) return <Trouble error={error} />
  if (data === undefined) return <Loading what="Working out what this changes" />
  return <ImpactStrip organization={organization} impact={suspension(id, email, data.items)} />
}

/** In the form of a change: a place in which it is the same as around it is not named. */
function suspension(principal: string, email: string, items: readonly Allowed[]): ImpactAnswer {
  const entries = putTogether(items).flatMap(({ scopes, permissions }) =>
    scopes.map((scope) => ({ principal, email, scope: { ...scope }, gained: [], lost: [...permissions] })),
  )
  const lost = entries.reduce((sum, entry) => sum + entry.lost.length, 0)
  return { digest: '', totals: { people: 1, entries: entries.length, gained: 0, lost }, entries }
}
