/** To somebody who is invited and has an account already. */
import type { LetterOf, Rendered } from '../letter.ts'
import { aboutTheLink, invitedTo, subjectOf, WHY } from './invited.ts'
import { named, render } from './sheet.ts'

export function acceptance({
  organizationName,
  by,
  url,
  expiresAt,
  again,
}: LetterOf<'acceptance'>): Rendered {
  const organization = named(organizationName)
  return render({
    subject: subjectOf(organization, again),
    heading: `Join ${organization}`,
    before: [
      invitedTo(organization, by),
      'You have an account already: open the link and sign in with it. Your password stays as it is.',
    ],
    action: { label: 'Accept the invitation', url },
    after: aboutTheLink(expiresAt, again),
    foot: WHY,
  })
}
