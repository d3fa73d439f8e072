/** What was changed about somebody lately, by whom and why; the newest first. */
import { useQuery } from '@tanstack/react-query'
import { recentChanges } from '../../../api/organization.ts'
import { Section } from '../../../parts/drawer.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import type { About } from './about.ts'
import classes from './user-drawer.module.css'

type Props = Pick<About, 'organization' | 'user'>

export function RecentChanges({ organization, user }: Props) {
  const { data, error, refetch } = useQuery(recentChanges(organization, user.id))
  return (
    <Section title="Recent changes">
      {error !== null ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading what="Reading the audit log" />
      ) : (
        <ul className={classes['rows']}>
          {data.items.map(({ id, type, at, actor, reason }) => (
            <li key={id}>
              <div className={classes['what']}>
                <code>{type}</code>
                <span className={classes['more']}>
                  <Moment at={at} /> by {actor.email ?? actor.type}
                  {reason !== undefined && `: ${reason}`}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
