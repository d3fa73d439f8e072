/** One operation of the contract as OpenAPI describes it. */
import type { Access, Operation } from '../../contract/operation.ts'
import { evaluationFailure } from '../../contract/shapes/ofrep.ts'
import { GUARDED } from '../etag.ts'
import { type Json, jsonSchema, parameters } from './schemas.ts'

export function describeOperation(operation: Operation): Json {
  const { name, summary, access, params, query, body, status, writes, command } = operation
  return {
    operationId: name,
    summary,
    tags: [operation.protocol ?? tagOf(operation.path)],
    ...(command !== undefined && { 'x-command': `compartment ${command}` }),
    ...accessOf(access),
    ...(writes !== undefined && { 'x-events': writes }),
    security: 'public' in access ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...headersOf(operation)],
    ...(body !== undefined && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: jsonSchema(body, 'input') } },
      },
    }),
    responses: {
      [status]: {
        description: status === 201 ? 'Created; a dry run answers 200.' : 'Done.',
        headers: { 'Compartment-Revision': { $ref: '#/components/headers/Revision' } },
        content: contentOf(operation),
      },
      default: operation.protocol === 'ofrep' ? OFREP_PROBLEM : PROBLEM,
    },
  }
}

/** A stream has no schema: it is text of any length. */
function contentOf({ answer, media }: Operation): Json {
  if (media === undefined) return { 'application/json': { schema: jsonSchema(answer, 'output') } }
  return Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }]))
}

const PROBLEM = { $ref: '#/components/responses/Problem' } as const

const OFREP_PROBLEM = {
  description: 'Not evaluated (400, 404), or refused (RFC 9457).',
  content: {
    'application/json': { schema: jsonSchema(evaluationFailure, 'output') },
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  },
}

/** What someone needs for it, for people and for programs. */
function accessOf(access: Access): Json {
  if ('permission' in access) return { 'x-permission': access }
  return 'public' in access ? { 'x-public': access.public } : { 'x-self': access.self }
}

function headersOf({ name, writes, protocol, access }: Operation): Json[] {
  const headers =
    writes === undefined ? ['AtLeast'] : ['IdempotencyKey', ...(GUARDED.has(name) ? ['IfMatch'] : [])]
  if (protocol !== undefined && !('public' in access)) headers.push('Organization')
  return headers.map((header) => ({ $ref: `#/components/parameters/${header}` }))
}

/** The first word after the organization, or after the version. */
function tagOf(path: string): string {
  const [, word] = /^\/v1\/(?:organizations\/\{organization\}\/?)?([\w-]*)/.exec(path) ?? []
  return word === undefined || word === '' ? 'organization' : word
}
