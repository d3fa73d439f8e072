/** Questions about access; every one is answered by the same engine. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { allowedAt, asked, decision, holder } from '../shapes/decision.ts'
import { inOrganization, moment, roleRef, scopeInput, userRef } from '../shapes/request.ts'

const base = '/v1/organizations/{organization}/access'
const permission = z.string().min(1).max(200)
const question = z.strictObject({ principal: userRef, permission, scope: scopeInput, ...moment })
const aboutSomeone = {
  permission: 'organization.user.read',
  at: 'organization',
  orSelf: 'body.principal',
} as const

export const checkAccess = operation({
  name: 'checkAccess',
  command: 'access check',
  summary: 'May this person do this there?',
  method: 'POST',
  path: `${base}/check`,
  access: aboutSomeone,
  params: inOrganization,
  body: question,
  answer: decision,
})

export const explainAccess = operation({
  name: 'explainAccess',
  command: 'access explain',
  summary: 'The same answer with everything it rests on.',
  method: 'POST',
  path: `${base}/explain`,
  access: aboutSomeone,
  params: inOrganization,
  body: question,
  answer: decision,
})

export const whoHasAccess = operation({
  name: 'whoHasAccess',
  command: 'access who',
  summary: 'Everyone who may do this there, and through what.',
  method: 'POST',
  path: `${base}/who`,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  body: z.strictObject({ permission, scope: scopeInput, ...moment }),
  answer: z.object({ ...asked, items: z.array(holder) }),
})

export const whatAccess = operation({
  name: 'whatAccess',
  command: 'access what',
  summary: 'Everything this person may do, there or everywhere.',
  method: 'POST',
  path: `${base}/what`,
  access: aboutSomeone,
  params: inOrganization,
  body: z.strictObject({ principal: userRef, scope: scopeInput.optional(), ...moment }),
  answer: z.object({ ...asked, items: z.array(allowedAt) }),
})

export const listGrantors = operation({
  name: 'listGrantors',
  command: 'access grantors',
  summary: 'Who could give this permission, or this role, there.',
  method: 'POST',
  path: `${base}/grantors`,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  body: z.strictObject({ permission: permission.optional(), role: roleRef.optional(), scope: scopeInput }),
  answer: z.object({ revision: z.string(), items: z.array(z.object({ id: z.string(), email: z.string() })) }),
})
