/** To somebody who is invited to an organization that takes no passwords. */
import type { LetterOf, Rendered } from '../letter.ts'
import { invitedTo } from './invited.ts'
import { named, render } from './sheet.ts'

export function ssoInvitation({ organizationName, by, signInUrl }: LetterOf<'sso_invitation'>): Rendered {
  const organization = named(organizationName)
  return render({
    subject: `Invitation to ${organization}`,
    heading: `Join ${organization}`,
    before: [
      invitedTo(organization, by),
      'Sign in with the single sign-on that you use at work. There is no password to choose.',
    ],
    action: { label: 'Sign in', url: signInUrl },
    after: [],
    foot: 'You get this because somebody entered your address. If you do not expect it, do nothing.',
  })
}
