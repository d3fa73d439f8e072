/** Invites somebody: who and with what, then what that will come to, then how they learn of it. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer, Arguments } from '../../../../contract/client.ts'
import { api } from '../../../api/client.ts'
import { within } from '../../../api/organization.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Drawer } from '../../../parts/drawer.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { useView } from '../use-view.ts'
import { InviteForm } from './invite-form.tsx'
import { Issued } from './issued.tsx'
import { Rehearsed } from './rehearsed.tsx'

export type Invited = Arguments<'inviteUser'>['body']
export type Tried = Extract<Answer<'inviteUser'>, { readonly dry_run: true }>
type Made = Exclude<Answer<'inviteUser'>, { readonly dry_run: true }>

type Props = { readonly tenant: string; readonly close: () => void }

export function InviteDrawer({ tenant, close }: Props) {
  const { organization } = useView()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Invited>()
  const [tried, setTried] = useState<Tried>()
  const [made, setMade] = useState<Made>()
  const another = (): void => {
    setAsked(undefined)
    setTried(undefined)
    setMade(undefined)
  }
  return (
    <Drawer title={`Invite to ${tenant}`} close={close} typing>
      {made !== undefined ? (
        <Done made={made} another={another} />
      ) : asked !== undefined && tried !== undefined ? (
        <ConfirmChange<Answer<'inviteUser'>>
          organization={organization}
          title={`Invite ${asked.email}?`}
          button={`Invite ${asked.email}`}
          tried={tried}
          about={({ rehearsal }) => <Rehearsed organization={organization} rehearsal={rehearsal} />}
          send={({ reason, ...query }) =>
            api.inviteUser({ ...query, organization, body: { ...asked, ...(reason && { reason }) } })
          }
          done={(answer) => {
            setMade(answer)
            void queries.invalidateQueries({ queryKey: within(organization) })
          }}
          cancel={() => setTried(undefined)}
          back="Change"
        />
      ) : (
        <InviteForm
          before={asked}
          rehearsed={(body, preview) => {
            setAsked(body)
            setTried(preview)
          }}
        />
      )}
    </Drawer>
  )
}

function Done({
  made: { user, invitation },
  another,
}: {
  readonly made: Made
  readonly another: () => void
}) {
  return (
    <>
      <div role="status">
        <Notice tone="done">
          <strong>{user.email} is invited.</strong>
          {invitation === undefined &&
            ' They have an account here: they are a member at once, and sign in as before.'}
        </Notice>
      </div>
      {invitation !== undefined && <Issued email={user.email} invitation={invitation} />}
      <div>
        <Button variant="default" onClick={another}>
          Invite another
        </Button>
      </div>
    </>
  )
}
