/** Sending an invitation again, and taking it back. */
import { api } from '../../../api/client.ts'
import type { May } from '../../../app/abilities.ts'
import { ActionRow } from '../../../parts/action-row.tsx'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import type { Invitation } from '../invitation-state.tsx'
import type { IssuedInvitation } from '../invite/issued.tsx'
import { invitationActions } from '../offered.ts'
import type { About, Part } from './about.ts'
import { Lost } from './lost.tsx'
import { useDoing } from './use-doing.ts'
import classes from './user-drawer.module.css'

type Props = About & {
  readonly may: May
  readonly invitation: Invitation
  readonly issued: (invitation: IssuedInvitation) => void
  readonly gone: (what: string) => void
}

export function InvitationActions({ may, issued, gone, ...about }: Props) {
  const actions = invitationActions(about.user, may)
  const { doing, begin, part } = useDoing(actions, about)
  const { invitation } = about
  if (actions.length === 0) return null
  return (
    <div className={classes['actions']}>
      <ActionRow actions={actions} doing={doing} begin={begin} />
      {doing === 'resend' && <Resend {...part} invitation={invitation} issued={issued} />}
      {doing === 'cancel' && <Cancel {...part} invitation={invitation} gone={gone} />}
    </div>
  )
}

type Acting = Part & Pick<Props, 'invitation'>

function Resend({
  organization,
  user: { email },
  changed,
  invitation: { id, state },
  issued,
  cancel,
}: Acting & Pick<Props, 'issued'>) {
  return (
    <ConfirmChange
      organization={organization}
      title={`Invite ${email} again?`}
      button={`Send ${email} a new link`}
      send={({ reason, ...query }) =>
        api.resendInvitation({ ...query, organization, invitation: id, body: { ...(reason && { reason }) } })
      }
      done={(answer) => {
        issued(answer)
        changed(`${email} is invited again.`)
      }}
      cancel={cancel}
    >
      <p>
        A new link with a new lifetime.{' '}
        {state === 'expired' ? 'The one before has expired.' : 'The one before ends, and says so.'}
      </p>
    </ConfirmChange>
  )
}

function Cancel({ organization, user, invitation: { id }, gone, cancel }: Acting & Pick<Props, 'gone'>) {
  return (
    <ConfirmChange
      organization={organization}
      title={`Cancel the invitation of ${user.email}?`}
      button={`Cancel the invitation of ${user.email}`}
      destructive
      send={(query) => api.cancelInvitation({ ...query, organization, invitation: id })}
      done={() => gone(`The invitation of ${user.email} is cancelled; the address is free.`)}
      cancel={cancel}
      back="Keep it"
    >
      <Lost organization={organization} user={user} />
    </ConfirmChange>
  )
}
