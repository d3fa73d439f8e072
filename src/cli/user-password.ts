/** `user reset-password`: somebody who signs in with a password sets a new one. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { lines } from './view.ts'

export function userPasswordCommands(program: Program): void {
  api(program, {
    operation: 'resetUserPassword',
    examples: [
      'user reset-password samuel@acme.example',
      'user reset-password samuel@acme.example --reason "lost their phone" --dry-run',
    ],
    view: (reset) => lines(...said(reset)),
  })
}

function said({ dry_run, user, delivery, reset_url, expires_at }: Shown<'resetUserPassword'>): string[] {
  const { email } = user
  if (dry_run === true) {
    const how =
      delivery === 'mail'
        ? 'a link would go out by mail'
        : 'there is no mail server: a link would be shown here'
    return [`${email} can set a new password: ${how}. Nothing was changed.`]
  }
  const until = expires_at === undefined ? '' : `, until ${shortInstant(expires_at)}`
  const present = 'Their present password works until then.'
  if (reset_url === undefined)
    return [`Sent ${email} a link that sets a new password, once${until}. ${present}`]
  return [
    `Reset URL: ${reset_url}`,
    `It is shown this once, and no mail was sent: give it to ${email} yourself. It works once${until}. ${present}`,
  ]
}
