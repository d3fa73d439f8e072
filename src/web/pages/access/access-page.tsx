/**
 * Account → Access: how this server sees whoever is signed in. It shows and changes nothing (A01); what is in it is one
 * answer of the server, which holds no token, cookie, secret or hash (A02).
 */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../contract/client.ts'
import { accountAccess } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import classes from './access.module.css'
import { Claims } from './claims.tsx'
import { Identity } from './identity.tsx'
import { Memberships } from './memberships.tsx'
import { Tiles } from './tiles.tsx'

export type Access = Answer<'showAccountAccess'>

export function AccessPage() {
  const { data, error, refetch } = useQuery(accountAccess)
  return (
    <Page
      title="Account access"
      lead="How this server sees you: your session, what came with it, and the memberships that your access comes from."
      badge={data !== undefined && <Badge badge={data.badge} />}
    >
      {data !== undefined ? (
        <>
          <Tiles tiles={data.tiles} />
          <div className={classes['panels']}>
            <Identity access={data} />
            <Claims access={data} />
          </div>
          <Memberships access={data} />
        </>
      ) : error !== null ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading what="Looking at your access" />
      )}
    </Page>
  )
}

function Badge({ badge }: Pick<Access, 'badge'>) {
  const isReady = badge === 'access_ready'
  return (
    <p className={classes['badge']}>
      <Chip tone={isReady ? 'done' : 'attention'}>{isReady ? 'Access ready' : 'Scope needed'}</Chip>
    </p>
  )
}
