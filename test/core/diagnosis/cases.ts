/** For each leaf of the runbook a small organization in which it is reached; time is the house's. */
import { addGroupMember } from '../../../src/core/change/add-group-member.ts'
import { addProvider } from '../../../src/core/change/add-provider.ts'
import { applyCatalogue } from '../../../src/core/change/apply-catalogue.ts'
import { archiveProject } from '../../../src/core/change/archive-project.ts'
import { blockUser } from '../../../src/core/change/block-user.ts'
import { cancelInvitation } from '../../../src/core/change/cancel-invitation.ts'
import { changeSettings } from '../../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../../src/core/change/change-sign-in-settings.ts'
import { createGroup } from '../../../src/core/change/create-group.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import { recordSignInPath } from '../../../src/core/change/record-sign-in-path.ts'
import { updateProvider } from '../../../src/core/change/update-provider.ts'
import type { Diagnosis, LeafCode } from '../../../src/core/index.ts'
import { acme, alexAtAcme, HOUR, type House, NOW } from '../support/house.ts'
import { type Asked, diagnosed, QUIET, toDo } from './asking.ts'

const DAY = 24 * HOUR
const MINUTE = 60_000

/** Alex, active, with a password and whatever else. */
function alex(role?: string): House {
  const house = acme()
  house.person('alex', role)
  return house
}

export function invited(house: House = acme()): House {
  house.must(inviteUser, { principal: 'alex', role: 'viewer' })
  return house
}

export function withProvider(house: House): string {
  const [event] = house.must(addProvider, { key: 'corp', displayName: 'Corp Login' }).events
  if (event?.type !== 'provider.added') throw new Error('no provider was added')
  return event.data.provider.id
}

/** Alex signs in through the provider; passwords are off. */
export function ssoOnly(path: 'identity' | 'password' | 'none'): House {
  const house = alex('viewer')
  const provider = withProvider(house)
  house.must(recordSignInPath, { principal: 'ada', path: { password: true, providers: [provider] } })
  house.must(recordSignInPath, {
    principal: 'alex',
    path: { password: path === 'password', providers: path === 'identity' ? [provider] : [] },
  })
  house.must(changeSignInSettings, { passwords: false })
  return house
}

/** A flag, a beta and a tier, each before one key. */
function gated(): House {
  const house = alex('deployer')
  house.must(changeSettings, { tier: 'free' })
  house.must(applyCatalogue, {
    catalogue: {
      name: 'support',
      families: [],
      features: [
        { key: 'cases', name: 'Cases', kind: 'flag', gates: ['domain.write'] },
        { key: 'preview', name: 'Preview', kind: 'beta', gates: ['deployment.inspect'] },
        {
          key: 'own-domains',
          name: 'Own Domains',
          kind: 'tier',
          minimumTier: 'enterprise',
          gates: ['domain.read'],
        },
      ],
    },
  })
  return house
}

type Arranged = { readonly house: House } & Omit<Asked, 'now'>

const wrong = [{ at: NOW - 10 * MINUTE, cause: 'password', address: '192.0.2.9' }]

export const CASES: Readonly<Record<LeafCode & Reached, () => Arranged>> = {
  BLOCKED: () => {
    const house = alex('viewer')
    house.must(blockUser, { principal: 'alex' })
    return { house }
  },
  INVITE_CANCELLED: () => {
    const house = invited()
    house.must(cancelInvitation, { principal: 'alex' })
    return { house }
  },
  NOT_A_MEMBER: () => ({ house: acme() }),
  UNUSUAL_ACCOUNT: () => {
    const house = alex('viewer')
    house.must(recordSignInPath, { principal: 'alex', path: { password: false, providers: [] } })
    return { house }
  },
  NO_SSO_IDENTITY: () => ({ house: ssoOnly('none') }),
  SSO_REQUIRED: () => ({ house: ssoOnly('password') }),
  INVITE_EXPIRED: () => {
    const house = invited()
    house.now += 7 * DAY
    return { house }
  },
  INVITE_PENDING: () => ({
    house: invited(),
    facts: {
      invitation: {
        delivery: 'mail',
        letter: { id: 'mai_1', address: 'alex@example.com', state: 'sent', at: NOW },
      },
    },
  }),
  THROTTLED: () => ({
    house: alex(),
    facts: { signIn: { ...QUIET, refused: wrong, throttledUntil: NOW + 4 * MINUTE } },
  }),
  RESET_NOT_APPLICABLE: () => ({
    house: ssoOnly('identity'),
    facts: { signIn: { ...QUIET, refused: wrong } },
  }),
  BAD_CREDENTIAL: () => ({ house: alex(), facts: { signIn: { ...QUIET, refused: wrong } } }),
  NO_GROUP_CLAIMS: () => {
    const house = alex()
    const provider = withProvider(house)
    house.must(createGroup, { name: 'Writers' })
    house.assignGroup('Writers', 'deployer', 'billing')
    house.must(updateProvider, {
      provider,
      change: { groupRules: [{ value: 'writers', group: 'Writers' }] },
    })
    const claims = { groups: [] }
    const session = { id: 'ses_1', method: 'oidc', createdAt: NOW - MINUTE, provider, claims }
    return {
      house,
      goal: toDo('variable.write', 'billing'),
      facts: { signIn: { ...QUIET, sessions: [session] } },
    }
  },
  CANNOT_TELL: () => ({ house: alex() }),
  WRONG_TENANT: () => ({
    house: acme(),
    facts: {
      tenants: [{ id: 'org_globex', name: 'globex', displayName: 'Globex Corporation', standing: 'active' }],
    },
  }),
  UNKNOWN_SCOPE: () => ({ house: alex('viewer'), goal: toDo('project.read', 'nowhere') }),
  PROJECT_ARCHIVED: () => {
    const house = alex('deployer')
    house.must(archiveProject, { project: 'billing' })
    return { house, goal: toDo('variable.write', 'billing') }
  },
  SHADOWED_BY_NARROWER_SCOPE: () => ({
    house: alexAtAcme(),
    goal: toDo('variable.write', 'billing/production'),
  }),
  KEY_NOT_IN_ROLE: () => {
    const house = alex()
    house.role('Deploy Only', 'deployment.create')
    house.assign('alex', 'Deploy Only', 'billing')
    return { house, goal: toDo('app.route.access', 'billing/production') }
  },
  ASSIGNMENT_EXPIRED: () => {
    const house = alex()
    house.assign('alex', 'deployer', 'billing', { expiresAt: NOW + HOUR })
    house.now += 2 * HOUR
    return { house, goal: toDo('variable.write', 'billing') }
  },
  ASSIGNED_ELSEWHERE: () => {
    const house = alex()
    house.assign('alex', 'deployer', 'storefront')
    return { house, goal: toDo('variable.write', 'billing') }
  },
  NO_ASSIGNMENT: () => {
    const house = alex()
    house.must(createGroup, { name: 'Writers' })
    house.must(createGroup, { name: 'Guests' })
    house.must(addGroupMember, { group: 'Guests', principal: 'alex' })
    house.assignGroup('Writers', 'deployer', 'billing')
    return { house, goal: toDo('variable.write', 'billing') }
  },
  FLAG_OFF: () => ({ house: gated(), goal: { kind: 'feature', feature: 'cases' } }),
  NO_BETA_ACCESS: () => ({ house: gated(), goal: toDo('deployment.inspect', 'billing') }),
  TIER_TOO_LOW: () => ({ house: gated(), goal: toDo('domain.read', 'billing') }),
}

/** The leaves that there are; one without a case does not compile. */
type Reached =
  | 'BLOCKED'
  | 'INVITE_CANCELLED'
  | 'NOT_A_MEMBER'
  | 'UNUSUAL_ACCOUNT'
  | 'NO_SSO_IDENTITY'
  | 'SSO_REQUIRED'
  | 'INVITE_EXPIRED'
  | 'INVITE_PENDING'
  | 'THROTTLED'
  | 'RESET_NOT_APPLICABLE'
  | 'BAD_CREDENTIAL'
  | 'NO_GROUP_CLAIMS'
  | 'CANNOT_TELL'
  | 'WRONG_TENANT'
  | 'UNKNOWN_SCOPE'
  | 'PROJECT_ARCHIVED'
  | 'SHADOWED_BY_NARROWER_SCOPE'
  | 'KEY_NOT_IN_ROLE'
  | 'ASSIGNMENT_EXPIRED'
  | 'ASSIGNED_ELSEWHERE'
  | 'NO_ASSIGNMENT'
  | 'FLAG_OFF'
  | 'NO_BETA_ACCESS'
  | 'TIER_TOO_LOW'

export function ofCase(code: keyof typeof CASES, more: Partial<Asked> = {}): Diagnosis {
  const { house, ...asked } = CASES[code]()
  return diagnosed(house.snapshot, 'alex', { now: house.now, ...asked, ...more })
}
