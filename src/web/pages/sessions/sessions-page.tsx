/** One's own sessions: where one is signed in, how, since when; and an end to any of them. */
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { ownSessions } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import list from '../../parts/list.module.css'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { SessionRow } from './session-row.tsx'

export type OwnSession = Awaited<ReturnType<typeof api.listAccountSessions>>['items'][number]

export function SessionsPage() {
  const { data, error, refetch } = useQuery(ownSessions)
  const queries = useQueryClient()
  const reread = (): Promise<void> => queries.invalidateQueries({ queryKey: ownSessions.queryKey })
  const endOthers = useMutation({
    mutationFn: () => api.revokeOtherSessions({ body: {} }),
    onSuccess: reread,
  })
  const others = data?.items.filter(({ current }) => !current) ?? []
  return (
    <Page
      title="Sessions"
      lead="Where you are signed in. End what you do not recognize, then change your password."
      actions={
        others.length > 0 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        )
      }
    >
      <div role="status">
        {endOthers.data !== undefined && <Notice tone="done">{ended(endOthers.data.ended)}</Notice>}
      </div>
      {endOthers.error !== null && <Trouble error={endOthers.error} />}
      {data !== undefined ? (
        <ul className={list['list']}>
          {data.items.map((session) => (
            <SessionRow key={session.id} session={session} ended={reread} />
          ))}
        </ul>
      ) : error !== null ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading what="Looking for your sessions" />
      )}
    </Page>
  )
}

function ended(count: number): string {
  if (count === 0) return 'There was no other session.'
  return count === 1 ? 'One other session has ended.' : `${count} other sessions have ended.`
}
