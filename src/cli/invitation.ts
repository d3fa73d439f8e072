/** `invitation …`: one record per organization and address. */
import { api } from './api-command.ts'
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
          { head: 'ID', of: ({ id }) => id },
        ],
        'no invitations match',
      ),
  })
  api(program, {
    operation: 'resendInvitation',
    examples: ['invitation resend sam@example.com'],
    view: ({ activation_url: url, expires_at: end }, { invitation }) =>
      lines(
        `Issued a new link for ${invitation}; the old one has ended.`,
        ...(url === undefined ? [] : [`Activation URL: ${url}`]),
        `Invitation expires at: ${shortInstant(end)}`,
      ),
  })
  api(program, {
    operation: 'cancelInvitation',
    examples: ['invitation cancel sam@example.com'],
    loses: ({ invitation }) =>
      `Cancel the invitation of ${invitation} with the membership that waits for it?`,
    view: (_, { invitation }) => lines(`Cancelled the invitation of ${invitation}.`),
  })
}
