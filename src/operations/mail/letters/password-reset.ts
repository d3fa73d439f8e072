/** To somebody who asked for it on the sign-in page. */
import type { LetterOf, Rendered } from '../letter.ts'
import { moment, render } from './sheet.ts'

export function passwordReset({ url, expiresAt }: LetterOf<'password_reset'>): Rendered {
  return render({
    subject: 'Set a new password',
    heading: 'Set a new password',
    before: ['Somebody, probably you, asked for a new password for your account.'],
    action: { label: 'Choose a new password', url },
    after: [
      `The link works once, until ${moment(expiresAt)}. It ends when you ask for another one.`,
      'With the new password you are signed out everywhere else.',
    ],
    foot: 'If you did not ask for this, do nothing: your password stays as it is.',
  })
}
