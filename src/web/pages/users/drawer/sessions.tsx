/** Where somebody is signed in, as far as it opens this tenant; each can be ended. */
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../../contract/client.ts'
import { api } from '../../../api/client.ts'
import { sessionsOf } from '../../../api/organization.ts'
import { Chip } from '../../../parts/chip.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import type { About } from './about.ts'
import classes from './user-drawer.module.css'

type Session = Answer<'listSessions'>['items'][number]
type Props = About & { readonly mayEnd: boolean }

export function Sessions({ organization, user, changed, mayEnd }: Props) {
  const { data, error, refetch } = useQuery(sessionsOf(organization, user.id))
  return (
    <Section title="Sessions">
      {data === undefined ? (
        error === null ? (
          <Loading what="Looking for sessions" />
        ) : (
          <Trouble error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <p className={classes['soft']}>Not signed in.</p>
      ) : (
        <ul className={classes['rows']}>
          {data.map((session) => (
            <Row
              key={session.id}
              organization={organization}
              session={session}
              mayEnd={mayEnd}
              ended={() => changed('The session has ended.')}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

type RowProps = {
  readonly organization: string
  readonly session: Session
  readonly mayEnd: boolean
  readonly ended: () => void
}

function Row({ organization, session, mayEnd, ended }: RowProps) {
  const { id, device, method, created_at, last_used_at, address, current } = session
  const end = useMutation({
    mutationFn: () => api.revokeSession({ organization, session: id }),
    onSuccess: ended,
  })
  const name = device ?? `signed in with ${method}`
  return (
    <li>
      <div className={classes['what']}>
        <span>{name}</span>
        {current && <Chip tone="done">This session</Chip>}
        <span className={classes['more']}>
          since <Moment at={created_at} />
          {last_used_at !== undefined && (
            <>
              {' '}
              · used <Moment at={last_used_at} />
            </>
          )}
          {address !== undefined && (
            <>
              {' '}
              · <code>{address}</code>
            </>
          )}
        </span>
        {end.error !== null && <Trouble error={end.error} />}
      </div>
      {mayEnd && !current && (
        <Button
          size="xs"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate()}
          aria-label={`End ${name}`}
        >
          End
        </Button>
      )}
    </li>
  )
}
