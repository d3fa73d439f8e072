/** To somebody who is invited and has no account of their own yet. */
import type { LetterOf, Rendered } from '../letter.ts'
import { moment, named, render } from './sheet.ts'

export function invitation({
  organizationName,
  by,
  url,
  expiresAt,
  again,
}: LetterOf<'invitation'>): Rendered {
  const organization = named(organizationName)
  const who = by === undefined ? 'You are' : `${named(by)} has`
  const invited =
    by === undefined ? `You are invited to ${organization}.` : `${who} invited you to ${organization}.`
  return render({
    subject: again ? `Your new invitation to ${organization}` : `Invitation to ${organization}`,
    heading: `Join ${organization}`,
    before: [invited, 'Open the link to choose your password; then you are in.'],
    action: { label: 'Accept the invitation', url },
    after: [
      `The link works once, until ${moment(expiresAt)}.`,
      ...(again ? ['It replaces the link that you were sent before.'] : []),
    ],
    foot: 'You get this because somebody entered your address. If you do not expect it, do nothing: the invitation ends by itself.',
  })
}
