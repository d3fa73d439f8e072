/** The organization itself: settings, sign-in, features, application catalogues. */
import { z } from 'zod'
import { LIFETIMES } from '../../core/model/organization.ts'
import { operation } from '../operation.ts'
import { effect, listOf, preview } from '../shapes/answer.ts'
import { inOrganization, page, reason, writing } from '../shapes/request.ts'
import {
  catalogue,
  feature,
  impossibleInvitations,
  organization,
  settings,
  signInSettings,
} from '../shapes/things.ts'

const base = '/v1/organizations/{organization}'
const manage = { permission: 'organization.settings.manage', at: 'organization' } as const

function lifetime(of: keyof typeof LIFETIMES) {
  const [from, to] = LIFETIMES[of]
  return z.number().int().min(from).max(to).optional().describe('seconds')
}

export const showOrganization = operation({
  name: 'showOrganization',
  command: 'org show',
  summary: 'Show the organization.',
  method: 'GET',
  path: base,
  access: { self: 'every member may know the organization’s name' },
  tokens: 'any',
  params: inOrganization,
  answer: organization,
})

export const showSettings = operation({
  name: 'showSettings',
  command: 'org settings get',
  summary: 'Show tier and lifetimes.',
  method: 'GET',
  path: `${base}/settings`,
  access: manage,
  params: inOrganization,
  answer: settings,
})

export const changeSettings = operation({
  name: 'changeSettings',
  command: 'org settings set',
  summary: 'Change tier and lifetimes.',
  method: 'PUT',
  path: `${base}/settings`,
  access: manage,
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    tier: z.enum(['free', 'team', 'enterprise']).optional(),
    invitation_lifetime: lifetime('invitationLifetime'),
    session_idle_lifetime: lifetime('sessionIdleLifetime'),
    session_absolute_lifetime: lifetime('sessionAbsoluteLifetime'),
    reason,
  }),
  answer: z.union([settings, preview]),
  writes: ['organization.settings.changed', 'organization.tier.changed'],
})

export const showSignInSettings = operation({
  name: 'showSignInSettings',
  command: 'auth settings get',
  summary: 'Show how people sign in to the organization.',
  method: 'GET',
  path: `${base}/sign-in-settings`,
  access: { permission: 'organization.auth.manage', at: 'organization' },
  params: inOrganization,
  answer: signInSettings,
})

export const changeSignInSettings = operation({
  name: 'changeSignInSettings',
  command: 'auth settings set',
  summary: 'Switch local passwords on or off.',
  method: 'PUT',
  path: `${base}/sign-in-settings`,
  access: { permission: 'organization.auth.manage', at: 'organization' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({ passwords: z.boolean(), reason }),
  answer: z.union([
    signInSettings.extend({ impossible_invitations: impossibleInvitations }),
    preview.extend({ impossible_invitations: impossibleInvitations }),
  ]),
  writes: ['organization.passwords.changed'],
})

export const listFeatures = operation({
  name: 'listFeatures',
  command: 'feature list',
  summary: 'List features with their state and where it comes from.',
  method: 'GET',
  path: `${base}/features`,
  access: manage,
  params: inOrganization,
  query: page,
  answer: listOf(feature),
})

export const setFeature = operation({
  name: 'setFeature',
  command: 'feature set',
  summary: 'Switch a flag on or off for the organization.',
  method: 'PUT',
  path: `${base}/features/{feature}`,
  access: manage,
  params: inOrganization.extend({ feature: z.string().min(1).max(63) }),
  query: writing,
  body: z.strictObject({ enabled: z.boolean(), reason }),
  answer: z.union([
    feature,
    preview.extend({
      effect: effect.describe('who can do more or less by it, as their roles stand: none are given or taken'),
    }),
  ]),
  writes: ['feature.changed'],
})

export const listCatalogues = operation({
  name: 'listCatalogues',
  command: 'catalogue list',
  summary: 'List the application catalogues.',
  method: 'GET',
  path: `${base}/catalogues`,
  access: manage,
  params: inOrganization,
  query: page,
  answer: listOf(catalogue),
})

export const applyCatalogue = operation({
  name: 'applyCatalogue',
  command: 'catalogue apply',
  summary: 'Register or replace an application’s permissions, resource types and features.',
  method: 'PUT',
  path: `${base}/catalogues/{catalogue}`,
  access: manage,
  params: inOrganization.extend({ catalogue: z.string().min(1).max(63) }),
  query: writing,
  body: catalogue.omit({ name: true }).extend({ reason }).strict(),
  answer: z.union([catalogue, preview]),
  writes: ['catalogue.applied'],
})
