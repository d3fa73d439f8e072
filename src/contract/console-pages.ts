/**
 * The pages of the console: where each lies and what it is called. The server answers exactly these with 200, and the
 * console draws exactly these; whatever else a browser asks for gets the console's own "not found" with 404.
 */

export type ConsolePage = {
  /** `{name}` stands for one part of the path. */
  readonly path: string
  /** The window's title, before the product's name. */
  readonly title: string
  /** Who it is for: `signed-in` pages send everyone else to sign in first, and back. */
  readonly audience: 'anyone' | 'signed-in'
}

const anyone = <P extends string>(path: P, title: string) => ({ path, title, audience: 'anyone' }) as const
const signedIn = <P extends string>(path: P, title: string) =>
  ({ path, title, audience: 'signed-in' }) as const

export const CONSOLE_PAGES = {
  signIn: anyone('/sign-in', 'Sign in'),
  signInCallback: anyone('/sign-in/callback', 'Sign in'),
  forgot: anyone('/forgot', 'Forgot password'),
  reset: anyone('/reset', 'Choose a new password'),
  setup: anyone('/setup', 'Set up'),
  activate: anyone('/activate', 'Invitation'),
  accept: anyone('/accept', 'Invitation'),
  demo: anyone('/demo', 'Demo'),
  errors: anyone('/docs/errors', 'Error codes'),
  chooser: signedIn('/', 'Choose a tenant'),
  organization: signedIn('/orgs/{organization}', 'Your access'),
  users: signedIn('/orgs/{organization}/settings/users', 'Users'),
  groups: signedIn('/orgs/{organization}/settings/groups', 'Groups'),
  roles: signedIn('/orgs/{organization}/settings/roles', 'Roles & Permissions'),
  features: signedIn('/orgs/{organization}/settings/features', 'Feature Flags'),
  device: signedIn('/device', 'Connect a command line'),
  password: signedIn('/password', 'Password'),
  access: signedIn('/account/access', 'Account access'),
  sessions: signedIn('/account/sessions', 'Sessions'),
  invitations: signedIn('/account/invitations', 'Invitations'),
} as const satisfies Readonly<Record<string, ConsolePage>>
