/** What was decided, and what that means. */
import { Link } from '@tanstack/react-router'
import { Page } from '../../frame/page.tsx'
import type { Asking } from './device-page.tsx'

type Props = { readonly decision: 'approve' | 'deny'; readonly asking: Asking }

export function Decided({ decision, asking: { client, device } }: Props) {
  const who = device === undefined ? client : `${client} on ${device}`
  if (decision === 'deny') {
    return (
      <Page
        key="denied"
        title="Connect a command line"
        heading="The program was not signed in"
        narrow
        lead={`${who} got nothing. You can close this page.`}
      />
    )
  }
  return (
    <Page
      key="approved"
      title="Connect a command line"
      heading="The program is signed in"
      narrow
      lead={`${who} goes on as you in a moment. You can close this page and go on there.`}
    >
      <p>
        Its session stands among <Link to="/account/sessions">your sessions</Link>, where you can end it at
        any time.
      </p>
    </Page>
  )
}
