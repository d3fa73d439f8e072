/** An invitation that waits: what became of it, sending it again, and taking it back (F20 to F24). */
import { useState } from 'react'
import type { May } from '../../../app/abilities.ts'
import { Chip } from '../../../parts/chip.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { Moment } from '../../../parts/moment.tsx'
import type { Invitation } from '../invitation-state.tsx'
import { Issued, type IssuedInvitation } from '../invite/issued.tsx'
import type { About } from './about.ts'
import { InvitationActions } from './invitation-actions.tsx'
import classes from './user-drawer.module.css'

type Props = About & { readonly may: May; readonly gone: (what: string) => void }

export function InvitationSection({ may, gone, ...about }: Props) {
  const { invitation, email } = about.user
  const [issued, setIssued] = useState<IssuedInvitation>()
  if (invitation === undefined) {
    return (
      <Section title="Invitation">
        <p>No invitation waits for {email}. Remove them, and invite them afresh.</p>
      </Section>
    )
  }
  return (
    <Section title="Invitation">
      {issued !== undefined && <Issued email={email} invitation={issued} />}
      <State invitation={invitation} />
      <InvitationActions {...about} may={may} invitation={invitation} issued={setIssued} gone={gone} />
    </Section>
  )
}

function State({ invitation }: { readonly invitation: Invitation }) {
  const { state, created_at, expires_at, issued, delivery, mail } = invitation
  return (
    <Facts
      facts={[
        [
          'State',
          state === 'expired' ? (
            <Chip key="state" tone="attention">
              expired
            </Chip>
          ) : (
            state
          ),
        ],
        ['Invited', <Moment key="at" at={created_at} />],
        [state === 'expired' ? 'Ended' : 'Ends', <Moment key="until" at={expires_at} />],
        ['Sent', issued === 1 ? 'once' : `${issued} times; only the last link works`],
        ['How', HOW[delivery]],
        ...(mail === undefined ? [] : [['Mail', <Mail key="mail" mail={mail} />] as const]),
      ]}
    />
  )
}

const HOW: Readonly<Record<Invitation['delivery'], string>> = {
  shown: 'the link was shown to whoever invited them, and no mail went out',
  mail: 'by mail',
  mail_and_shown: 'by mail, and shown to whoever invited them',
  sign_in: 'without a link: they sign in with single sign-on',
}

function Mail({ mail: { state, at, detail } }: { readonly mail: NonNullable<Invitation['mail']> }) {
  return (
    <>
      {state === 'failed' ? <Chip tone="attention">failed</Chip> : state}{' '}
      {at !== undefined && <Moment at={at} />}
      {detail !== undefined && <code className={classes['more']}> {detail}</code>}
    </>
  )
}
