/** To somebody who is invited and has an account already. */
import type { LetterOf, Rendered } from '../letter.ts'
import { moment, named, render } from './sheet.ts'

export function acceptance({
  organizationName,
  by,
  url,
  expiresAt,
  again,
}: LetterOf<'acceptance'>): Rendered {
  const organization = named(organizationName)
  const invited =
    by === undefined
      ? `You are invited to ${organization}.`
      : `${named(by)} has invited you to ${organization}.`
  return render({
    subject: again ? `Your new invitation to ${organization}` : `Invitation to ${organization}`,
    heading: `Join ${organization}`,
    before: [
      invited,
      'You have an account already: open the link and sign in with it. Your password stays as it is.',
    ],
    action: { label: 'Accept the invitation', url },
    after: [
      `The link works once, until ${moment(expiresAt)}.`,
      ...(again ? ['It replaces the link that you were sent before.'] : []),
    ],
    foot: 'You get this because somebody entered your address. If you do not expect it, do nothing: the invitation ends by itself.',
  })
}
