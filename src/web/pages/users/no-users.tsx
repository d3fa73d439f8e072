/** A list with nobody in it: why, and what to do; whoever searches is told in which list they would find somebody. */
import { Link } from '@tanstack/react-router'
import { Empty } from '../../parts/empty.tsx'
import { ROUTE, useView } from './use-view.ts'
import { changed, type Standing } from './view.ts'

const NAMES: Readonly<Record<Standing, string>> = {
  active: 'Active Users',
  inactive: 'Inactive Users',
  pending: 'Pending Invites',
}

export function NoUsers({ counts }: { readonly counts: Readonly<Record<Standing, number>> }) {
  const { organization, view, show } = useView()
  const { tab = 'active', q, role, access } = view
  const isCut = q !== undefined || role !== undefined || access !== undefined
  if (isCut) {
    const elsewhere = (Object.keys(NAMES) as Standing[]).filter((one) => counts[one] > 0)
    return (
      <Empty title="Nobody matches">
        {elsewhere.length > 0
          ? 'There are matches elsewhere: '
          : 'They may have been invited with another address, or not yet. '}
        {elsewhere.map((one) => (
          <span key={one}>
            <Link
              to={ROUTE}
              params={{ organization }}
              search={changed(view, { tab: one === 'active' ? undefined : one })}
            >
              {NAMES[one]}
            </Link>
            {', '}
          </span>
        ))}
        {elsewhere.length > 0 && 'or '}
        <button
          type="button"
          className="link"
          onClick={() => show({ q: undefined, role: undefined, access: undefined })}
        >
          {elsewhere.length > 0 ? 'show everybody' : 'Show everybody'}
        </button>
        .
      </Empty>
    )
  }
  if (tab === 'inactive') {
    return (
      <Empty title="Nobody is inactive">
        Whoever you deactivate stands here: they keep their roles and groups, cannot get in, and can be
        reactivated.
      </Empty>
    )
  }
  if (tab === 'pending') {
    return (
      <Empty title="No invitation waits">
        Whoever is invited stands here until they accept. Invite somebody with the button above.
      </Empty>
    )
  }
  return <Empty title="Nobody is active">Invite somebody with the button above.</Empty>
}
