/** `invitation …`: one record per organization and address. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { lines, table } from './view.ts'

export function invitationCommands(program: Program): void {
  api(program, {
    operation: 'listInvitations',
    examples: ['invitation list', 'invitation list --state expired'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'EMAIL', of: ({ user }) => user.email },
          { head: 'STATE', of: ({ state }) => state },
          { head: 'EXPIRES', of: (one) => shortInstant(one.expires_at) },
          { head: 'ISSUED', of: ({ issued }) => `${issued}×` },
          { head: 'DELIVERY', of: deliveryOf },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no invitations match',
      ),
  })
  api(program, {
    operation: 'resendInvitation',
    examples: ['invitation resend jakub@acme.example', 'invitation resend jakub@acme.example --show-link'],
    view: (issued, { invitation }) =>
      lines(`Issued a new link for ${invitation}; the old one has ended.`, ...issuedLines(issued)),
  })
  api(program, {
    operation: 'cancelInvitation',
    examples: ['invitation cancel leila@acme.example'],
    loses: ({ invitation }) =>
      `Cancel the invitation of ${invitation} with the membership that waits for it?`,
    view: (_, { invitation }) => lines(`Cancelled the invitation of ${invitation}.`),
  })
}

type Invitation = Shown<'listInvitations'>['items'][number]

/** `mail: failed (550 no such user)` */
function deliveryOf({ delivery, mail }: Invitation): string {
  const how = WAYS[delivery]
  if (mail === undefined) return how
  return `${how}: ${mail.state}${mail.detail === undefined || mail.state === 'sent' ? '' : ` (${mail.detail})`}`
}

const WAYS = {
  shown: 'link shown',
  mail: 'mail',
  mail_and_shown: 'mail, link shown',
  sign_in: 'single sign-on',
} as const satisfies Record<Invitation['delivery'], string>

/** What whoever issued it does next. Word for word what the documentation prints (S1-4). */
export function issuedLines(issued: Issued): string[] {
  const { delivery, activation_url: url, sign_in_url: place, expires_at: end } = issued
  const mailed = delivery === 'mail' || delivery === 'mail_and_shown'
  return [
    ...(url === undefined ? [] : [`Activation URL: ${url}`]),
    ...(mailed ? ['The link was sent to them by mail.'] : []),
    ...(place === undefined ? [] : [`They sign in with single sign-on: ${place}`]),
    `Invitation expires at: ${shortInstant(end)}`,
  ]
}

type Issued = Shown<'resendInvitation'>
