/** `/openapi.json`: the contract as OpenAPI 3.1, made from the same table as the routes. */
import type { FastifyInstance } from 'fastify'
import type { Operation } from '../../contract/operation.ts'
import { problem } from '../../contract/shapes/answer.ts'
import { OPERATIONS } from '../../contract/table.ts'
import type { Answers } from '../answer.ts'
import { cookieName } from '../cookies.ts'
import type { Needs } from '../door.ts'
import { describeOperation } from './operation.ts'
import { type Json, jsonSchema } from './schemas.ts'

export function mountOpenApi(app: FastifyInstance, needs: Needs, answers: Answers): void {
  const config = { access: { public: 'the description of the API holds nothing of anyone' } }
  let text: string | undefined
  app.get('/openapi.json', { config }, (_request, reply) => {
    text ??= JSON.stringify(openApi(needs.publicUrl))
    answers.send(reply, {
      status: 200,
      body: text,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
  })
}

export function openApi(publicUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const declared of Object.values(OPERATIONS)) {
    const operation = declared as unknown as Operation
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = describeOperation(operation)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Compartment',
      version: '1',
      summary: 'Decides who can do what where, and, when someone cannot, says why and what fixes it.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: components(publicUrl),
  }
}

function components(publicUrl: string): Json {
  return {
    schemas: { Problem: jsonSchema(problem, 'output') },
    responses: {
      Problem: {
        description:
          'Refused (RFC 9457). `code` says why; the operator’s log has the rest under `reference`.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    parameters: {
      AtLeast: header(
        'Compartment-At-Least',
        'Answer from this revision or a later one, else 503 NOT_FRESH: `acme@42`.',
      ),
      Organization: header(
        'Compartment-Organization',
        'Which organization is meant; needed by callers who are in several.',
      ),
      IdempotencyKey: header('Idempotency-Key', 'Sent twice within 24 hours, the write happens once.'),
      IfMatch: header(
        'If-Match',
        'The `ETag` that was read; 412 PRECONDITION_FAILED if it is another one now.',
      ),
    },
    headers: {
      Revision: {
        description: 'For members: the revision that answered, `acme@42`.',
        schema: { type: 'string' },
      },
    },
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'A session’s token `cps_…` or a program’s `cpt_…`.',
      },
      session: { type: 'apiKey', in: 'cookie', name: cookieName(publicUrl), description: 'Browsers.' },
    },
  }
}

function header(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } }
}
