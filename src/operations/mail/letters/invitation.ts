/** To somebody who is invited and has no account of their own yet. */
import type { LetterOf, Rendered } from '../letter.ts'
import { aboutTheLink, invitedTo, subjectOf, WHY } from './invited.ts'
import { named, render } from './sheet.ts'

export function invitation({
  organizationName,
  by,
  url,
  expiresAt,
  again,
}: LetterOf<'invitation'>): Rendered {
  const organization = named(organizationName)
  return render({
    subject: subjectOf(organization, again),
    heading: `Join ${organization}`,
    before: [invitedTo(organization, by), 'Open the link to choose your password; then you are in.'],
    action: { label: 'Accept the invitation', url },
    after: aboutTheLink(expiresAt, again),
    foot: WHY,
  })
}
