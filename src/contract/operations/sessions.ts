/** Sessions: one's own everywhere, and those that open an organization, for whoever looks after its people. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf } from '../shapes/answer.ts'
import { inOrganization, page, userRef } from '../shapes/request.ts'
import { listedSession, ownSession } from '../shapes/sessions.ts'

const sessionId = z.string().min(1).max(100).describe('a session’s id, ses_…')
const base = '/v1/organizations/{organization}/sessions'

export const listAccountSessions = operation({
  name: 'listAccountSessions',
  summary: 'List one’s own sessions; the one that asks is marked.',
  method: 'GET',
  path: '/v1/account/sessions',
  access: { self: 'one’s own sessions' },
  params: z.strictObject({}),
  answer: z.object({ items: z.array(ownSession) }),
})

export const revokeAccountSession = operation({
  name: 'revokeAccountSession',
  summary: 'End one of one’s own sessions.',
  method: 'DELETE',
  path: '/v1/account/sessions/{session}',
  access: { self: 'one’s own sessions' },
  params: z.strictObject({ session: sessionId }),
  answer: done,
})

export const revokeOtherSessions = operation({
  name: 'revokeOtherSessions',
  summary: 'End all of one’s own sessions but this one.',
  method: 'POST',
  path: '/v1/account/sessions/revoke-others',
  access: { self: 'one’s own sessions' },
  params: z.strictObject({}),
  body: z.strictObject({}),
  answer: z.object({ ended: z.number().int() }),
})

export const listSessions = operation({
  name: 'listSessions',
  command: 'session list',
  summary: 'List the sessions that open this organization; where from takes the permission to block people.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.user.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({ user: userRef.optional() }),
  answer: listOf(listedSession),
})

export const revokeSession = operation({
  name: 'revokeSession',
  command: 'session revoke',
  summary: 'End what a session opens here; where it opens nothing else, it ends.',
  method: 'DELETE',
  path: `${base}/{session}`,
  access: { permission: 'organization.user.block', at: 'organization' },
  params: inOrganization.extend({ session: sessionId }),
  answer: done,
})
