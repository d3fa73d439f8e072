/** Lets somebody set a new password: by mail, or with a link that is shown once (S0-4). It changes no permission. */
import type { Answer } from '../../../../contract/client.ts'
import type { ImpactAnswer } from '../../../../contract/shapes/answer.ts'
import { api } from '../../../api/client.ts'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { Copied } from '../../../parts/copied.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { Notice } from '../../../parts/notice.tsx'
import type { Consent } from '../../../parts/use-change.ts'
import { nameOf, type Part } from './about.ts'

export type IssuedReset = Omit<Answer<'resetUserPassword'>, 'dry_run'>

const NO_IMPACT: ImpactAnswer = {
  digest: '',
  totals: { people: 0, entries: 0, gained: 0, lost: 0 },
  entries: [],
}

type Props = Part & { readonly issued: (reset: IssuedReset) => void }

export function ResetPassword({ organization, user, changed, cancel, issued }: Props) {
  const name = nameOf(user)
  const send = async ({ dry_run, reason }: Consent) => {
    const body = { ...(reason && { reason }) }
    const answer = await api.resetUserPassword({
      organization,
      user: user.id,
      body,
      ...(dry_run && { dry_run }),
    })
    const { dry_run: isTried, ...reset } = answer
    return isTried ? { ...reset, dry_run: isTried, events: [], impact: NO_IMPACT } : reset
  }
  return (
    <ConfirmChange
      organization={organization}
      title={`Let ${name} set a new password?`}
      button={`Issue a reset for ${name}`}
      send={send}
      instead={
        <p>Their roles, groups and sessions stay until the link is used; using it ends all sessions.</p>
      }
      about={(preview) => (
        <p>
          {'delivery' in preview && preview.delivery === 'shown'
            ? 'No mail goes out from this server: the link is shown to you once, and you pass it on.'
            : `The link goes to ${user.email} by mail.`}
        </p>
      )}
      done={(reset) => {
        issued(reset)
        changed(`A reset is issued for ${name}.`)
      }}
      cancel={cancel}
    />
  )
}

type IssuedProps = { readonly email: string; readonly reset: IssuedReset }

export function ResetIssued({ email, reset: { reset_url, expires_at } }: IssuedProps) {
  return (
    <>
      <Notice tone={reset_url === undefined ? 'done' : 'attention'}>
        {reset_url === undefined
          ? `A mail is on its way to ${email}.`
          : `Pass the link on to ${email} yourself: it is shown this once, and works once.`}
        {expires_at !== undefined && (
          <>
            {' '}
            It ends <Moment at={expires_at} />.
          </>
        )}
      </Notice>
      {reset_url !== undefined && <Copied label="Link to a new password" text={reset_url} />}
    </>
  )
}
