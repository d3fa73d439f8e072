/** The four tiles that sum up a session, in their order (A06 to A10). What asks for attention blocks nothing. */
import type { AccountAccess } from '../../contract/shapes/account-access.ts'
import type { SessionFacts } from './session-facts.ts'

type Tile = AccountAccess['tiles'][number]
type Counts = AccountAccess['counts']

const METHODS: Readonly<Record<string, string>> = {
  password: 'Password',
  setup: 'Setup link',
  demo: 'Demo link',
  oidc: 'SSO browser session',
  saml: 'SSO browser session',
}

export function accessTiles(facts: SessionFacts, counts: Counts): Tile[] {
  const { session, provider, claims, isSingleSignOn } = facts
  return [
    {
      name: 'login_method',
      title: 'Login method',
      says: METHODS[session.method] ?? session.method,
      state: 'ready',
    },
    {
      name: 'provider',
      title: 'Provider',
      says: provider,
      ...attention(!isSingleSignOn, 'No identity provider vouched for this session: this server did.'),
    },
    {
      name: 'membership_state',
      title: 'Membership state',
      says: `${counts.active} active - ${counts.pending} pending`,
      ...attention(counts.active === 0, 'No active membership is attached to this session yet.'),
    },
    {
      name: 'group_sync',
      title: 'Group sync',
      says: groupsInWords(claims.groups.length),
      ...attention(claims.groups.length === 0, 'Access can still come from stored memberships.'),
    },
  ]
}

function attention(is: boolean, note: string): Pick<Tile, 'state' | 'note'> {
  return is ? { state: 'setup', note } : { state: 'ready' }
}

function groupsInWords(count: number): string {
  if (count === 0) return 'No groups present'
  return count === 1 ? '1 group claim' : `${count} group claims`
}
