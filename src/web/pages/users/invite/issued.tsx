/** How an invited person learns of it; a link is shown as the API gives it, this once. */
import type { Answer } from '../../../../contract/client.ts'
import { Copied } from '../../../parts/copied.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { Notice } from '../../../parts/notice.tsx'

export type IssuedInvitation = NonNullable<
  Exclude<Answer<'inviteUser'>, { readonly dry_run: true }>['invitation']
>

type Props = { readonly email: string; readonly invitation: IssuedInvitation }

export function Issued({ email, invitation: { activation_url, sign_in_url, expires_at, delivery } }: Props) {
  const isMailed = delivery === 'mail' || delivery === 'mail_and_shown'
  return (
    <>
      <Notice tone={isMailed ? 'done' : 'attention'}>
        {delivery === 'sign_in' ? (
          <>
            <strong>There is no link.</strong> {email} accepts by signing in with single sign-on
            {sign_in_url !== undefined && (
              <>
                {' '}
                at <code>{sign_in_url}</code>
              </>
            )}
            . Nobody has told them yet.
          </>
        ) : isMailed ? (
          <>
            <strong>A mail is on its way to {email}.</strong> What became of it stands here.
          </>
        ) : (
          <>
            <strong>No mail goes out from this server.</strong> Pass the link on to {email} yourself: it is
            shown this once, and works once.
          </>
        )}{' '}
        The invitation ends <Moment at={expires_at} />.
      </Notice>
      {activation_url !== undefined && <Copied label="Activation link" text={activation_url} />}
    </>
  )
}
