/** Single sign-on with OpenID Connect: its providers, and signing in through one. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import {
  displayName,
  inOrganization,
  NO_QUERY,
  organizationName,
  page,
  reason,
  roleRef,
  writing,
} from '../shapes/request.ts'
import { endingSessions, oidcProvider, providerChecks, signInMethods } from '../shapes/sso.ts'
import { impossibleInvitations, session } from '../shapes/things.ts'

const base = '/v1/organizations/{organization}/sso/providers'
const oneProvider = inOrganization.extend({
  provider: z.string().min(1).max(100).describe('a sign-in provider: key or id'),
})
const manage = { permission: 'organization.auth.manage', at: 'organization' } as const

const domains = z.array(z.string().min(1).max(253)).max(50)
const claim = z.string().min(1).max(256).optional()

const settings = {
  button_text: displayName(100).nullable().optional().describe('in place of “Continue with …”'),
  client_secret: z
    .string()
    .min(1)
    .max(1000)
    .nullable()
    .optional()
    .describe('kept sealed, never shown again; null: a public client'),
  scopes: z.array(z.string().min(1).max(200)).max(50).optional().describe('asked for beside `openid`'),
  email_claim: claim,
  email_verified_claim: claim,
  username_claim: claim,
  name_claim: claim,
  groups_claim: claim,
  roles_claim: claim,
  login_domains: domains.optional().describe('addresses of these domains are sent to this provider'),
  auto_join_domains: domains
    .optional()
    .describe('whoever signs in with a verified address of these becomes a member'),
  auto_join_role: roleRef.nullable().optional().describe('given at the organization to whoever joins so'),
  group_rules: z
    .array(z.strictObject({ value: z.string().min(1).max(256), group: z.string().min(1).max(300) }))
    .max(500)
    .optional()
    .describe('whoever the provider says is in `value`, exactly so spelt, sits in `group` here'),
}

/** What a change ends beside itself. */
const ending = { ended_sessions: endingSessions, impossible_invitations: impossibleInvitations }

export const listOidcProviders = operation({
  name: 'listOidcProviders',
  command: 'sso oidc list',
  summary: 'List the sign-in providers.',
  method: 'GET',
  path: base,
  access: manage,
  params: inOrganization,
  query: page,
  answer: listOf(oidcProvider),
})

export const addOidcProvider = operation({
  name: 'addOidcProvider',
  command: 'sso oidc add',
  summary: 'Add an OpenID Connect provider; its issuer is asked before anything is kept.',
  method: 'POST',
  path: base,
  access: manage,
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    key: z.string().min(1).max(63).describe('a slug; it never changes'),
    display_name: displayName(100),
    issuer: z.string().min(1).max(500).describe('exactly as the provider states it; it never changes'),
    client_id: z.string().min(1).max(200),
    ...settings,
    reason,
  }),
  answer: z.union([oidcProvider, preview]),
  status: 201,
  writes: ['provider.added'],
})

export const updateOidcProvider = operation({
  name: 'updateOidcProvider',
  command: 'sso oidc update',
  summary: 'Change an OpenID Connect provider; ends the sessions that it carries.',
  method: 'PUT',
  path: `${base}/{provider}`,
  access: manage,
  params: oneProvider,
  query: writing,
  body: z.strictObject({
    display_name: displayName(100).optional(),
    enabled: z.boolean().optional(),
    client_id: z.string().min(1).max(200).optional(),
    ...settings,
    reason,
  }),
  answer: z.union([oidcProvider.extend(ending), preview.extend(ending)]),
  writes: ['provider.updated', 'group.member.removed'],
})

export const removeOidcProvider = operation({
  name: 'removeOidcProvider',
  command: 'sso oidc remove',
  summary:
    'Remove a sign-in provider with its identities, its seats in groups and the sessions that it carries.',
  method: 'DELETE',
  path: `${base}/{provider}`,
  access: manage,
  params: oneProvider,
  query: writing.extend({ reason }),
  answer: z.union([preview.extend(ending), done.extend(ending)]),
  writes: ['provider.removed', 'group.member.removed'],
})

export const testOidcProvider = operation({
  name: 'testOidcProvider',
  command: 'sso oidc test',
  summary: 'Ask a provider’s issuer for its metadata and keys, and the DNS for what proves its domains.',
  method: 'POST',
  path: `${base}/{provider}/test`,
  access: manage,
  params: oneProvider,
  body: z.strictObject({}),
  answer: providerChecks,
})

export const listSignInMethods = operation({
  name: 'listSignInMethods',
  summary: 'How one can sign in: with an address, or to an organization.',
  method: 'POST',
  path: '/v1/sign-in/methods',
  access: {
    public:
      'asked before signing in; it tells of domains and organizations that have single sign-on, never of people',
  },
  params: NO_QUERY,
  body: z.strictObject({
    email: z.string().min(1).max(254).optional(),
    organization: organizationName.optional(),
  }),
  answer: signInMethods,
})

export const startSingleSignOn = operation({
  name: 'startSingleSignOn',
  summary: 'Begin a single sign-on: the address at the provider to go to. A cookie keeps it to this browser.',
  method: 'POST',
  path: '/v1/sign-in/sso',
  access: { public: 'nobody is signed in before signing in' },
  params: NO_QUERY,
  body: z.strictObject({
    organization: organizationName,
    provider: z.string().min(1).max(100).describe('its key'),
    email: z.string().min(1).max(254).optional().describe('told to the provider, so that it is typed once'),
    to: z.string().max(2000).optional().describe('a path of this site to go to afterwards'),
  }),
  answer: z.object({ url: z.string() }),
})

export const completeSingleSignOn = operation({
  name: 'completeSingleSignOn',
  summary: 'Complete a single sign-on with what the provider sent back, in the browser where it began.',
  method: 'POST',
  path: '/v1/sign-in/sso/callback',
  access: {
    public: 'nobody is signed in before signing in; what the provider signed for this browser is the proof',
  },
  params: NO_QUERY,
  body: z.strictObject({
    response: z
      .string()
      .min(1)
      .max(16_000)
      .describe('the query with which the provider sent the browser back'),
  }),
  answer: session.extend({ to: z.string().optional().describe('where the person wanted to go') }),
  writes: [
    'member.added',
    'member.activated',
    'invitation.accepted',
    'sign_in_path.changed',
    'assignment.created',
    'group.member.added',
    'group.member.removed',
  ],
})
