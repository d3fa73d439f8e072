/** Invitations that wait for one's own account, from tenants that need no link for it. */
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { ownInvitations } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import { Empty } from '../../parts/empty.tsx'
import list from '../../parts/list.module.css'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Trouble } from '../../parts/trouble.tsx'

type Waiting = Awaited<ReturnType<typeof api.listAccountInvitations>>['items'][number]
type Organization = Waiting['organization']

export function InvitationsPage() {
  const { data, error, refetch } = useQuery(ownInvitations)
  const [joined, setJoined] = useState<Organization>()
  return (
    <Page title="Invitations" lead="Tenants that have invited you and wait for your answer.">
      <div role="status">
        {joined !== undefined && (
          <Notice tone="done">
            <strong>You are now a member of {joined.display_name}.</strong>{' '}
            <Link to="/orgs/$organization" params={{ organization: joined.name }}>
              Open it
            </Link>
          </Notice>
        )}
      </div>
      {data === undefined ? (
        error === null ? (
          <Loading what="Looking for invitations" />
        ) : (
          <Trouble error={error} again={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="No open invitations">
          Were you sent one? Open the link in its mail: an invitation from somewhere new is accepted with its
          link.
        </Empty>
      ) : (
        <ul className={list['list']}>
          {data.items.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} joined={setJoined} />
          ))}
        </ul>
      )}
    </Page>
  )
}

type RowProps = { readonly invitation: Waiting; readonly joined: (organization: Organization) => void }

function Row({ invitation: { id, organization, created_at, expires_at }, joined }: RowProps) {
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: () => api.acceptInvitation({ invitation: id, body: {} }),
    onSuccess: (answer) => {
      joined(answer.organization)
      return queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  return (
    <li>
      <div className={list['what']}>
        <p className={list['name']}>{organization.display_name}</p>
        <p className={list['more']}>
          <code>{organization.name}</code> · invited <Moment at={created_at} /> · expires{' '}
          <Moment at={expires_at} />
        </p>
        {accept.error !== null && <Trouble error={accept.error} />}
      </div>
      <Button
        loading={accept.isPending}
        onClick={() => accept.mutate()}
        aria-label={`Join ${organization.display_name}`}
      >
        Join
      </Button>
    </li>
  )
}
