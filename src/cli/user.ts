/** `user …`: members of the organization. */
import type { Answer } from '../contract/client.ts'
import { api, type Shown, type Texts } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { EXIT, type Exit } from './failure.ts'
import { scopePath } from './impact.ts'
import { issuedLines } from './invitation.ts'
import { userPasswordCommands } from './user-password.ts'
import { type Column, facts, lines, table, type View } from './view.ts'

type User = Shown<'showUser'>

export function userCommands(program: Program): void {
  api(program, {
    operation: 'listUsers',
    examples: [
      'user list',
      'user list --standing pending',
      'user list --role deployer --access-summary Custom --sort -last_sign_in_at',
      'user list --output json',
    ],
    view: ({ items }) => table(items, COLUMNS, 'no members match'),
  })
  api(program, { operation: 'showUser', examples: ['user show alex@acme.example'], view: userFacts })
  api(program, {
    operation: 'inviteUser',
    arguments: ['email'],
    examples: [
      'user invite deploy@example.com --role deployer',
      'user invite sam@example.com --assign readonly@billing/production --group Support',
      'user invite sam@example.com --role viewer --dry-run --goal deployment.create@billing',
    ],
    preview: rehearsed,
    view: invited,
  })
  api(program, {
    operation: 'removeUser',
    examples: ['user remove samuel@acme.example', 'user remove samuel@acme.example --yes'],
    loses: ({ user }) => `Remove ${user} with their membership, assignments, group seats and sessions?`,
    view: (_, { user }) => lines(`Removed ${user}.`),
  })
  standing(program)
  userPasswordCommands(program)
}

function standing(program: Program): void {
  api(program, {
    operation: 'blockUser',
    examples: ['user block samuel@acme.example --reason "laptop stolen"'],
    view: ({ email }) => lines(`Blocked ${email}: they stay a member and cannot get in.`),
  })
  api(program, {
    operation: 'unblockUser',
    examples: ['user unblock samuel@acme.example'],
    view: ({ email }) => lines(`Unblocked ${email}: everything is as it was.`),
  })
  api(program, {
    operation: 'setBetaAccess',
    arguments: ['user', 'enabled'],
    examples: ['user beta-access samuel@acme.example on'],
    view: ({ email, beta_access: on }) => lines(`Beta access of ${email} is ${on ? 'on' : 'off'}.`),
  })
}

const COLUMNS: readonly Column<User>[] = [
  { head: 'EMAIL', of: ({ email }) => email },
  { head: 'NAME', of: ({ name }) => name },
  { head: 'TYPE', of: ({ type }) => type, when: (users) => users.some(({ type }) => type === 'automation') },
  { head: 'ROLES', of: rolesOf },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'ACCESS', of: ({ access }) => access },
  { head: 'SUMMARY', of: (user) => user.access_summary },
]

/** A role says where it applies, unless that is the whole organization. */
function roleText({ name, scope }: User['roles'][number]): string {
  return scope.type === 'organization' ? name : `${name}@${scopePath(scope)}`
}

/** Whether it is given directly or through a group, it is one role at one place. */
function rolesOf({ roles }: User): string {
  return [...new Set(roles.map(roleText))].join(', ')
}

function rolesAndGroupsOf({ roles }: User): string {
  return roles
    .map((role) => (role.group === undefined ? roleText(role) : `${roleText(role)} via ${role.group.name}`))
    .join(', ')
}

export function userFacts(user: User): View {
  return facts(
    ['Email', user.email],
    ['Name', user.name],
    ['Id', user.id],
    ['Type', user.type === 'automation' ? 'automation: managed by what owns it' : undefined],
    ['Status', user.status],
    ['Access', user.access],
    ['Summary', user.access_summary],
    ['Roles', rolesAndGroupsOf(user) || 'none'],
    ['Groups', user.groups.map(({ name }) => name).join(', ') || 'none'],
    ['Signs in with', waysOf(user)],
    ['Beta access', user.beta_access ? 'on' : 'off'],
    ['Last sign-in', user.last_sign_in_at === null ? 'never' : shortInstant(user.last_sign_in_at)],
  )
}

function waysOf({ type, sign_in: { password, providers } }: User): string | undefined {
  if (type === 'automation') return undefined
  return (
    [...(password ? ['password'] : []), ...providers.map((one) => one.display_name)].join(', ') || 'nothing'
  )
}

/** Exit 2 where they could not do what they are meant to, as with every question that is answered with no. */
function rehearsed({ rehearsal }: Rehearsal): { readonly lines: readonly string[]; readonly exit: Exit } {
  const { outcome, goals = [], text } = rehearsal
  const fails = outcome === 'no_way_in' || goals.some(({ allowed }) => !allowed)
  return { lines: text, exit: fails ? EXIT.denied : EXIT.done }
}

type Rehearsal = Extract<Answer<'inviteUser'>, { readonly dry_run: true }>

/** Word for word what the documentation prints (S1-4). */
function invited({ user, invitation }: Shown<'inviteUser'>, { role }: Texts): View {
  const given = user.roles.find(({ scope }) => scope.type === 'organization')
  const as = role === undefined ? '' : ` as ${given?.name ?? role}`
  if (invitation === undefined) {
    const member = `${user.email} is a member at once, and signs in as before.`
    return lines(`Invited ${user.email}${as}.`, member)
  }
  return lines(`Invited ${user.email}${as}.`, ...issuedLines(invitation))
}
