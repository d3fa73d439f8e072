/** A link that cannot be used, why, and the one thing to do about it. */
import { Link as To } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Outside } from '../../frame/outside.tsx'
import type { Link } from './link-page.tsx'

type State = Exclude<Link['state'], 'usable'>

type Words = { readonly heading: string; readonly lead: string; readonly next: ReactNode }

const signIn = <To to="/sign-in">Sign in</To>
const askAgain = 'Ask whoever invited you for a new one.'
const forgotAgain = (
  <>
    <To to="/forgot">Ask for a new link</To>. It comes by mail within a few minutes.
  </>
)

const INVITATION: Readonly<Record<State, Words>> = {
  used: {
    heading: 'This invitation was accepted already',
    lead: 'A link works once, and this one has done its work.',
    next: signIn,
  },
  replaced: {
    heading: 'This link was replaced',
    lead: 'A newer one was sent to you since.',
    next: 'Look for the newest mail, and open the link in that one.',
  },
  cancelled: {
    heading: 'This invitation was cancelled',
    lead: 'Its link opens nothing any more.',
    next: askAgain,
  },
  expired: { heading: 'This invitation has expired', lead: 'Nobody used it in time.', next: askAgain },
  sso_only: {
    heading: 'Sign in with single sign-on',
    lead: 'This tenant takes no passwords: your invitation is accepted by signing in.',
    next: signIn,
  },
  not_valid: {
    heading: 'This link is not valid',
    lead: 'It may have been cut off, or it is too old.',
    next: askAgain,
  },
}

const RESET: Readonly<Record<State, Words>> = {
  ...INVITATION,
  used: { heading: 'This link was used already', lead: 'A link works once.', next: forgotAgain },
  replaced: {
    heading: 'This link was replaced',
    lead: 'You asked for a newer one since.',
    next: 'Look for the newest mail, and open the link in that one.',
  },
  expired: { heading: 'This link has expired', lead: 'It works for one hour.', next: forgotAgain },
  not_valid: {
    heading: 'This link is not valid',
    lead: 'It may have been cut off, or it is too old.',
    next: forgotAgain,
  },
}

/** @param link absent where the server knows nothing of it */
export function DeadLink({ state, link }: { readonly state: State; readonly link?: Link }) {
  const isReset = link === undefined ? location.pathname === '/reset' : link.purpose === 'reset'
  const { heading, lead, next } = (isReset ? RESET : INVITATION)[state]
  const organization = link?.organization?.display_name
  return (
    <Outside title={isReset ? 'New password' : 'Invitation'} heading={heading} lead={lead}>
      {organization !== undefined && (
        <p>
          It was for <strong>{organization}</strong>.
        </p>
      )}
      <p>{next}</p>
    </Outside>
  )
}
