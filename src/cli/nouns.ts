/** What each noun is about, for the help. */
import type { Command } from 'commander'

const ABOUT: Readonly<Record<string, string>> = {
  access: 'Ask who can do what where, and why.',
  'access diagnosis': 'What is being looked into.',
  account: 'Your own account.',
  'account invitation': 'Invitations that wait for you.',
  admin: 'Set up and recover, on the server’s own machine.',
  assignment: 'Give roles at scopes to people and groups.',
  audit: 'Read, export and verify the audit log.',
  auth: 'How people sign in.',
  catalogue: 'Permissions and features of applications.',
  environment: 'Environments of projects.',
  expectation: 'What no change may break unseen.',
  feature: 'Features that gate permissions.',
  group: 'Groups of people.',
  invitation: 'Invitations that wait.',
  'group member': 'Members of a group.',
  org: 'The organization.',
  'auth settings': 'Sign-in settings.',
  'org settings': 'Tier and lifetimes.',
  permission: 'What can be permitted.',
  project: 'Projects.',
  remote: 'Servers that this machine knows.',
  role: 'Sets of permissions.',
  session: 'Who is signed in, and where.',
  token: 'Tokens for programs.',
  source: 'Git repositories, each with an automation account.',
  'source connect': 'Connect a repository.',
  sso: 'Single sign-on.',
  'sso oidc': 'Sign-in providers with OpenID Connect.',
  user: 'Members of the organization.',
}

export function describeNouns(command: Command, path = ''): void {
  for (const child of command.commands) {
    const name = `${path}${child.name()}`
    if (child.commands.length > 0 && ABOUT[name] !== undefined) child.description(ABOUT[name])
    describeNouns(child, `${name} `)
  }
}

/** Below the help of the whole program: how to begin. */
export const BEGIN = `
Begin here:
  $ compartment demo           a server with people, roles and projects to try everything on
  $ compartment serve          a server of your own; it prints the link that sets it up
  $ compartment login          sign in to a server that is there
  $ compartment access explain alex@acme.example deployment.create --at billing/production

Exit codes: 0 done or allowed, 1 failed, 2 denied or findings, 3 cannot tell, 64 usage.
`
