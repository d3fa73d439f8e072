/** Getting in and out, and what is one's own. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done } from '../shapes/answer.ts'
import { displayName, NO_QUERY, organizationName } from '../shapes/request.ts'
import { token as shownToken } from '../shapes/sessions.ts'
import { organization, session } from '../shapes/things.ts'

const token = z.string().min(1).max(200)
/** Long enough for any pass phrase; what is allowed is decided by the password rules, not by the shape. */
const password = z.string().min(1).max(1024)

/** `token`: the answer holds the session’s token. Without it a browser gets a cookie. */
const answerAs = z.enum(['cookie', 'token']).default('cookie')

export const setUp = operation({
  name: 'setUp',
  summary: 'Create the first organization and its first admin with the link that the first start printed.',
  method: 'POST',
  path: '/v1/setup',
  access: { public: 'there is nobody yet who could sign in; the one-time setup link is the proof' },
  params: NO_QUERY,
  body: z.strictObject({
    token,
    organization: organizationName,
    email: z.string().min(3).max(254),
    name: displayName(200).optional(),
    password,
    answer_as: answerAs,
  }),
  answer: session,
  status: 201,
  writes: ['organization.created', 'member.added', 'assignment.created'],
})

export const activate = operation({
  name: 'activate',
  command: 'activate',
  summary: 'Accept an invitation: set a password and be signed in.',
  method: 'POST',
  path: '/v1/activate',
  access: { public: 'whoever was invited cannot sign in yet; the one-time link is the proof' },
  params: NO_QUERY,
  body: z.strictObject({
    token,
    password: password.optional(),
    name: displayName(200).optional(),
    answer_as: answerAs,
  }),
  answer: session,
  writes: ['invitation.accepted', 'member.activated'],
})

export const signIn = operation({
  name: 'signIn',
  command: 'login',
  summary: 'Sign in with e-mail and password.',
  method: 'POST',
  path: '/v1/sign-in',
  access: { public: 'nobody is signed in before signing in' },
  params: NO_QUERY,
  body: z.strictObject({
    email: z.string().min(1).max(254),
    password,
    organization: organizationName.optional(),
    answer_as: answerAs,
  }),
  answer: session,
})

export const openDemo = operation({
  name: 'openDemo',
  summary: 'Sign in with the one-time link that `demo` printed.',
  method: 'POST',
  path: '/v1/demo/sign-in',
  access: { public: 'the one-time link that the demo printed on the server’s own machine is the proof' },
  params: NO_QUERY,
  body: z.strictObject({ token, answer_as: answerAs }),
  answer: session,
})

export const signOut = operation({
  name: 'signOut',
  command: 'logout',
  summary: 'End this session.',
  method: 'POST',
  path: '/v1/sign-out',
  access: { self: 'ending one’s own session' },
  // It is told that a token is revoked, not signed out.
  tokens: 'any',
  params: NO_QUERY,
  body: z.strictObject({}),
  answer: done,
})

export const whoAmI = operation({
  name: 'whoAmI',
  command: 'whoami',
  summary: 'Who is signed in, how, and where they are a member.',
  method: 'GET',
  path: '/v1/account',
  access: { self: 'one’s own account' },
  tokens: 'any',
  params: NO_QUERY,
  answer: z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    type: z.enum(['user', 'automation']),
    method: z.enum(['password', 'sso', 'link', 'token']),
    organizations: z.array(organization),
    token: shownToken.optional().describe('of a call with a token: how far it reaches'),
  }),
})

export const listOrganizations = operation({
  name: 'listOrganizations',
  command: 'org list',
  summary: 'List one’s own organizations.',
  method: 'GET',
  path: '/v1/account/organizations',
  access: { self: 'one’s own memberships' },
  tokens: 'any',
  params: NO_QUERY,
  answer: z.object({ items: z.array(organization) }),
})
