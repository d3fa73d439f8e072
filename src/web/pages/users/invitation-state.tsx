/** What became of an invitation, in two words. */
import { Chip } from '../../parts/chip.tsx'
import { Moment } from '../../parts/moment.tsx'
import type { User } from './view.ts'

export type Invitation = NonNullable<User['invitation']>

export function InvitationState({
  invitation: { state, mail, expires_at },
}: {
  readonly invitation: Invitation
}) {
  if (state === 'expired') return <Chip tone="attention">expired</Chip>
  if (mail?.state === 'failed') return <Chip tone="attention">mail failed</Chip>
  return (
    <span>
      ends <Moment at={expires_at} />
    </span>
  )
}
