/** What the pages of an invitation say first: where one is invited, and as whom. */
import { Moment } from '../../parts/moment.tsx'
import type { UsableLink } from './link-page.tsx'

export function invitedTo({ link }: UsableLink): string {
  return `Join ${link.organization?.display_name ?? 'the tenant'}`
}

export function Joining({ link, email }: UsableLink) {
  return (
    <>
      You are invited as <strong>{email}</strong>. The link works once
      {link.expires_at !== undefined && (
        <>
          {' '}
          and expires <Moment at={link.expires_at} />
        </>
      )}
      .
    </>
  )
}
