/** Expectations: statements that no change may break unseen (G6). */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { codeName, done, listOf, preview, scope } from '../shapes/answer.ts'
import { inOrganization, page, reason, writing } from '../shapes/request.ts'
import { expectation } from '../shapes/things.ts'

const base = '/v1/organizations/{organization}/expectations'
const manage = { permission: 'organization.settings.manage', at: 'organization' } as const
const text = z
  .string()
  .trim()
  .min(1)
  .max(900)
  .describe('`<user|group:name> can|cannot <key> at <scope | */environment | anywhere>`')

export const listExpectations = operation({
  name: 'listExpectations',
  command: 'expectation list',
  summary: 'List what is expected, and whether it holds.',
  method: 'GET',
  path: base,
  access: manage,
  params: inOrganization,
  query: page,
  answer: listOf(expectation),
})

export const addExpectation = operation({
  name: 'addExpectation',
  command: 'expectation add',
  summary: 'Pin a statement that holds: no change may break it unseen.',
  method: 'POST',
  path: base,
  access: manage,
  params: inOrganization,
  query: writing,
  body: z.strictObject({ text, note: z.string().trim().min(1).max(1000).optional(), reason }),
  answer: z.union([expectation, preview]),
  status: 201,
  writes: ['expectation.added'],
})

export const removeExpectation = operation({
  name: 'removeExpectation',
  command: 'expectation remove',
  summary: 'Expect it no longer.',
  method: 'DELETE',
  path: `${base}/{expectation}`,
  access: manage,
  params: inOrganization.extend({ expectation: z.string().min(1).max(100) }),
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['expectation.removed'],
})

export const testExpectations = operation({
  name: 'testExpectations',
  command: 'access test',
  summary: 'Whether each of these statements holds, and where not, for whom and why.',
  method: 'POST',
  path: '/v1/organizations/{organization}/access/test',
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  body: z.strictObject({ expectations: z.array(text).min(1).max(1000) }),
  answer: z.object({
    revision: z.string(),
    passed: z.boolean().describe('all of them hold'),
    items: z.array(
      z.object({
        text: z.string(),
        holds: z.boolean(),
        problem: z.string().optional().describe('why it is no statement about this organization'),
        total: z.number().int().describe('people and places for which it fails; the first 100 are listed'),
        failing: z.array(
          z.object({
            principal: z.string(),
            email: z.string(),
            scope,
            code: z.union([z.literal('ALLOWED'), codeName]),
          }),
        ),
      }),
    ),
  }),
})
