/** Gates 1 and 2 by hand: what a viewer at the organization is told when the account is the trouble. */
import type { DecisionCode } from '../../src/core/catalogue/codes.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { invitation, person, T, tiny } from './tiny.ts'

type Row = readonly [
  name: string,
  over: Partial<OrganizationState>,
  answer: DecisionCode | 'ALLOWED',
  principal?: string,
]

const alex = (over: Partial<Member>): Pick<OrganizationState, 'members'> => ({
  members: [person('usr_alex', over)],
})
const idp = (enabled: boolean): Pick<OrganizationState, 'providers'> => ({
  providers: [{ id: 'idp_a', key: 'a', displayName: 'A', enabled }],
})
const noPasswords = { organization: { ...tiny().organization, passwords: false } }
const linked = { signInPath: { password: false, providers: ['idp_a'] } }
const nothing = { signInPath: { password: false, providers: [] } }
const invited = { status: 'invited', ...nothing } as const

export const ACCOUNT_SCENARIOS: readonly Row[] = [
  ['an active person with a password', {}, 'ALLOWED'],
  ['someone who never was here', {}, 'NOT_A_MEMBER', 'usr_z'],
  [
    'an invitation that was cancelled',
    { invitations: [invitation('usr_z', 'cancelled')] },
    'INVITE_CANCELLED',
    'usr_z',
  ],
  ['a member who was removed', { invitations: [invitation('usr_z', 'accepted')] }, 'NOT_A_MEMBER', 'usr_z'],
  ['blocked', alex({ access: 'blocked' }), 'BLOCKED'],
  [
    'blocked while invited',
    { ...alex({ access: 'blocked', ...invited }), invitations: [invitation('usr_alex', 'pending')] },
    'BLOCKED',
  ],
  [
    'invited',
    { ...alex(invited), invitations: [invitation('usr_alex', 'pending', T + 1)] },
    'INVITE_PENDING',
  ],
  [
    'invited until now',
    { ...alex(invited), invitations: [invitation('usr_alex', 'pending', T)] },
    'INVITE_EXPIRED',
  ],
  [
    'invited with a password from elsewhere',
    { ...alex({ status: 'invited' }), invitations: [invitation('usr_alex', 'pending')] },
    'INVITE_PENDING',
  ],
  [
    'an old invitation of an active member',
    { invitations: [invitation('usr_alex', 'accepted', 1)] },
    'ALLOWED',
  ],
  ['an identity of an enabled provider', { ...alex(linked), ...idp(true) }, 'ALLOWED'],
  ['an identity, passwords off', { ...alex(linked), ...idp(true), ...noPasswords }, 'ALLOWED'],
  ['a password, passwords off', noPasswords, 'SSO_REQUIRED'],
  [
    'an identity of a disabled provider, passwords off',
    { ...alex(linked), ...idp(false), ...noPasswords },
    'NO_SSO_IDENTITY',
  ],
  ['an identity of a disabled provider', { ...alex(linked), ...idp(false) }, 'UNUSUAL_ACCOUNT'],
  ['neither password nor identity', alex(nothing), 'UNUSUAL_ACCOUNT'],
  ['automation needs no way to sign in', alex({ type: 'automation', ...nothing }), 'ALLOWED'],
]
