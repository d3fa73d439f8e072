/** To the owner of an account whose password was changed: the only one who can say that it was not them. */
import type { LetterOf, Rendered } from '../letter.ts'
import { moment, render } from './sheet.ts'

export function passwordChanged({ at, cause, forgotUrl }: LetterOf<'password_changed'>): Rendered {
  const how =
    cause === 'reset'
      ? `The password of your account was set anew with a link on ${moment(at)}.`
      : `The password of your account was changed on ${moment(at)}.`
  return render({
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    before: [how, 'If that was you, there is nothing to do.'],
    action: { label: 'It was not me: set a new password', url: forgotUrl },
    after: ['If it was not you, set a new password now, and tell your administrator.'],
    foot: 'You get this whenever the password of your account changes.',
  })
}
