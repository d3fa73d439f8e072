/** Sources: connected Git repositories, each with an automation account of its own. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import { inOrganization, page, reason, roleRef, scopeInput, writing } from '../shapes/request.ts'
import { source } from '../shapes/sources.ts'

const base = '/v1/organizations/{organization}/sources'
const oneSource = inOrganization.extend({
  source: z.string().min(1).max(300).describe('a source: id or unique name'),
})

export const listSources = operation({
  name: 'listSources',
  command: 'source list',
  summary: 'List the connected sources that you may see.',
  method: 'GET',
  path: base,
  access: {
    self: 'whoever has `source.read` or `source.manage` where a source is bound sees it; the list holds no others',
  },
  tokens: 'any',
  params: inOrganization,
  query: page,
  answer: listOf(source),
})

export const showSource = operation({
  name: 'showSource',
  command: 'source show',
  summary: 'Show a source, its automation account and what that may do.',
  method: 'GET',
  path: `${base}/{source}`,
  access: {
    self: 'whoever has `source.read` or `source.manage` where it is bound sees it; for others it is missing',
  },
  tokens: 'any',
  params: oneSource,
  answer: source,
})

export const connectSource = operation({
  name: 'connectSource',
  command: 'source connect git',
  summary: 'Connect a Git repository; it gets an automation account, which you give no more than you have.',
  method: 'POST',
  path: base,
  access: { permission: 'source.manage', at: 'body.project' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    name: z.string().min(1).max(400),
    url: z.string().min(1).max(500).describe('of the repository: https or ssh, without credentials'),
    branch: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('a branch; the repository’s own where it is left out'),
    project: z.string().min(1).max(100).optional().describe('the project that it belongs to: name or id'),
    role: roleRef.optional().describe('what it may do; `deployer` where a project is named'),
    scope: scopeInput.optional().describe('where; its project, or the organization'),
    reason,
  }),
  answer: z.union([source, preview]),
  status: 201,
  writes: ['source.connected', 'member.added', 'assignment.created'],
})

export const disconnectSource = operation({
  name: 'disconnectSource',
  command: 'source disconnect',
  summary: 'Disconnect a source; its automation account and all that it may do go with it.',
  method: 'DELETE',
  path: `${base}/{source}`,
  access: { permission: 'source.manage', at: 'source' },
  params: oneSource,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['source.disconnected', 'assignment.deleted', 'group.member.removed', 'member.removed'],
})
