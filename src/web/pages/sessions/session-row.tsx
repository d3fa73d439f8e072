/** One session. */
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Chip } from '../../parts/chip.tsx'
import list from '../../parts/list.module.css'
import { Moment } from '../../parts/moment.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import type { OwnSession } from './sessions-page.tsx'

type Props = { readonly session: OwnSession; readonly ended: () => Promise<void> }

export function SessionRow({ session, ended }: Props) {
  const { id, current, device, address, method, organization } = session
  const end = useMutation({ mutationFn: () => api.revokeAccountSession({ session: id }), onSuccess: ended })
  const name = device ?? 'Unknown device'
  return (
    <li data-current={current}>
      <div className={list['what']}>
        <p className={list['name']}>
          <span>{name}</span>
          {current && <Chip tone="done">This session</Chip>}
          {organization !== undefined && <Chip>only {organization}</Chip>}
        </p>
        <p className={list['more']}>
          {begunWith(method)} <Moment at={session.created_at} />
          {session.last_used_at !== undefined && (
            <>
              {' '}
              · used <Moment at={session.last_used_at} />
            </>
          )}
          {address !== undefined && (
            <>
              {' '}
              · <code>{address}</code>
            </>
          )}{' '}
          · ends <Moment at={session.expires_at} />
        </p>
        {end.error !== null && <Trouble error={end.error} />}
      </div>
      {!current && (
        <Button
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

const BEGUN: Readonly<Record<string, string>> = {
  password: 'Signed in with a password',
  setup: 'Signed in while setting up',
  demo: 'Signed in with the demo’s link',
}

function begunWith(method: string): string {
  return BEGUN[method] ?? `Signed in (${method})`
}
