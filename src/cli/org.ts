/** `org …` and `auth settings …`: the organization itself. */
import { Argument } from 'commander'
import { api, type Shown } from './api-command.ts'
import { declare, type Program } from './command.ts'
import { DEFAULT_NAME } from './connection.ts'
import { durationWords } from './duration.ts'
import { Failure } from './failure.ts'
import { saveRemote } from './remotes.ts'
import { facts, lines, table, type View } from './view.ts'

type Organization = Shown<'showOrganization'>

export function organizationCommands(program: Program): void {
  api(program, {
    operation: 'listOrganizations',
    examples: ['org list'],
    view: ({ items }) => organizationTable(items),
  })
  api(program, {
    operation: 'showOrganization',
    examples: ['org show', 'org show --organization acme'],
    view: ({ id, name, display_name: display, tier }) =>
      facts(['Name', name], ['Display name', display], ['Id', id], ['Tier', tier]),
  })
  use(program)
  api(program, { operation: 'showSettings', examples: ['org settings get'], view: settingsFacts })
  api(program, {
    operation: 'changeSettings',
    examples: [
      'org settings set --tier enterprise',
      'org settings set --invitation-lifetime 7d',
      'org settings set --session-idle-lifetime 8h --session-absolute-lifetime 14d --dry-run',
    ],
    view: settingsFacts,
  })
  api(program, {
    operation: 'showSignInSettings',
    examples: ['auth settings get'],
    view: (shown) => signInFacts(shown),
  })
  api(program, {
    operation: 'changeSignInSettings',
    examples: ['auth settings set --passwords off', 'auth settings set --passwords off --dry-run'],
    preview: ({ impossible_invitations: ended }) => ({ lines: endedInvitationLines(ended) }),
    view: (shown) => signInFacts(shown, endedInvitationLines(shown.impossible_invitations)),
  })
}

function organizationTable(items: readonly Organization[]): View {
  return table(
    items,
    [
      { head: 'NAME', of: ({ name }) => name },
      { head: 'DISPLAY NAME', of: (one) => one.display_name },
      { head: 'TIER', of: ({ tier }) => tier },
    ],
    'you are not a member of any organization: ask an admin to invite you',
  )
}

/** Kept with the remote: it is about where one works, not about the server. */
function use(program: Program): void {
  declare(program, {
    path: 'org use',
    summary: 'Choose the organization that commands work in.',
    arguments: [new Argument('<name>', 'the organization’s name')],
    examples: ['org use acme'],
    run: async (context, { arguments: [name] }) => {
      const connection = context.connection()
      const { items } = await connection.ask('listOrganizations')
      const found = items.find((one) => one.name === name || one.id === name)
      if (found === undefined) {
        throw new Failure(`you are not a member of an organization \`${String(name)}\``, {
          next: 'compartment org list',
        })
      }
      const { name: remote = DEFAULT_NAME, ...rest } = connection.target
      saveRemote(context.terminal.env, remote, { ...rest, organization: found.name })
      context.print(found, (shown) => lines(`Commands now work in ${shown.name} (remote ${remote}).`))
      return undefined
    },
  })
}

function settingsFacts(settings: Shown<'showSettings'>): View {
  return facts(
    ['Tier', settings.tier],
    ['Invitation lifetime', durationWords(settings.invitation_lifetime)],
    ['Session idle lifetime', durationWords(settings.session_idle_lifetime)],
    ['Session absolute lifetime', durationWords(settings.session_absolute_lifetime)],
  )
}

function signInFacts(
  { passwords, providers }: Shown<'showSignInSettings'>,
  ended: readonly string[] = [],
): View {
  const named = providers.map((one) => `${one.display_name}${one.enabled ? '' : ' (off)'}`)
  return facts(
    ['Passwords', passwords ? 'on' : 'off'],
    ['Single sign-on', named.join(', ') || 'none'],
    ...ended.map((line) => ['Invitation', line] as const),
  )
}

type Ended = Shown<'changeSignInSettings'>['impossible_invitations']

/** Pending invitations whose link the change ends. */
export function endedInvitationLines(ended: Ended): string[] {
  return ended.map(({ id, email = id, way, next }) => {
    const left = way === 'sso' ? 'single sign-on with that address still works' : 'nothing is left to them'
    return `the invitation of ${email} cannot be accepted by its link any more: ${left}: ${next}`
  })
}
