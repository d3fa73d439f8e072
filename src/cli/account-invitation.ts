/** `account invitation …`: invitations of whoever is signed in. */
import { Argument } from 'commander'
import { activationLink } from './activation-link.ts'
import { api } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { Failure } from './failure.ts'
import { lines, table } from './view.ts'

export function accountInvitationCommands(program: Program): void {
  api(program, {
    operation: 'listAccountInvitations',
    examples: ['account invitation list'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'ORGANIZATION', of: ({ organization }) => organization.display_name },
          { head: 'EXPIRES', of: (one) => shortInstant(one.expires_at) },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no invitation waits for you; one that came with a link is accepted with it: compartment activate LINK',
      ),
  })
  api(program, {
    operation: 'acceptInvitation',
    typed: [new Argument('<invitation>', 'an invitation’s id, inv_…, or the link that came with it')],
    without: ['invitation', 'token'],
    examples: [
      'account invitation accept inv_01jv0q9d2k',
      'account invitation accept "https://access.example.com/activate?token=..."',
    ],
    prepare: async (given, [typed], context) => {
      const text = String(typed)
      if (text.startsWith('inv_')) return { ...given, invitation: text }
      const { token } = activationLink(text)
      const { invitation, detail } = await context.connection().ask('inspectLink', { body: { token } })
      if (invitation === undefined) throw new Failure(detail, { code: 'LINK_NOT_VALID' })
      return { ...given, invitation, token }
    },
    view: ({ organization }) =>
      lines(
        `You are a member of ${organization.display_name}.`,
        `Work in it: compartment org use ${organization.name}`,
      ),
  })
}
