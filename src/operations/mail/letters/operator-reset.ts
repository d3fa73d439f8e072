/** To somebody for whom an administrator asked for a new password. */
import type { LetterOf, Rendered } from '../letter.ts'
import { moment, named, render } from './sheet.ts'

export function operatorReset({
  organizationName,
  by,
  url,
  expiresAt,
}: LetterOf<'operator_reset'>): Rendered {
  const organization = named(organizationName)
  const asked =
    by === undefined
      ? `An administrator of ${organization} asked for a new password for your account.`
      : `${named(by)} of ${organization} asked for a new password for your account.`
  return render({
    subject: `Set a new password for ${organization}`,
    heading: 'Set a new password',
    before: [asked, 'Nobody but you sees this link or the password that you choose.'],
    action: { label: 'Choose a new password', url },
    after: [
      `The link works once, until ${moment(expiresAt)}.`,
      'Your present password works until you choose a new one.',
    ],
    foot: 'If this surprises you, ask your administrator before you use the link.',
  })
}
