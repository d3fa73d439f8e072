/** What each noun is about, for the help. */
import type { Command } from 'commander'

const ABOUT: Readonly<Record<string, string>> = {
  access: 'Ask who can do what where, and why',
  admin: 'Set up, on the server’s own machine',
  assignment: 'Give roles at scopes to people and groups',
  audit: 'Read and verify the journal',
  auth: 'How people sign in',
  catalogue: 'Permissions and features of applications',
  environment: 'Environments of projects',
  feature: 'Features that gate permissions',
  group: 'Groups of people',
  invitation: 'Invitations that wait',
  'group member': 'Members of a group',
  org: 'The organization',
  'auth settings': 'Sign-in settings',
  'org settings': 'Tier and lifetimes',
  permission: 'What can be permitted',
  project: 'Projects',
  remote: 'Servers that this machine knows',
  role: 'Sets of permissions',
  user: 'Members of the organization',
}

export function describeNouns(command: Command, path = ''): void {
  for (const child of command.commands) {
    const name = `${path}${child.name()}`
    if (child.commands.length > 0 && ABOUT[name] !== undefined) child.description(ABOUT[name])
    describeNouns(child, `${name} `)
  }
}
