import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { openDoor } from './door-stub.ts'

type Described = {
  operationId: string
  parameters: { name?: string; in?: string; required?: boolean; schema?: { type?: string } }[]
  responses: Record<string, unknown>
  security: unknown[]
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Described & Record<string, unknown>>>
}

async function served(): Promise<Document> {
  await using door = await openDoor()
  const answer = await door.ask('/openapi.json', { anonymous: true })
  expect(answer.headers.get('content-type')).toContain('application/json')
  return (await answer.json()) as Document
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1', async () => {
    const document = await served()
    expect(document.openapi).toBe('3.1.0')
    expect(await new Validator().validate(document as never)).toMatchObject({ valid: true })
  })

  it('that is wrong is found', async () => {
    const document = await served()
    document.paths['/v1/account']!['get']!.parameters.push({ name: 'x', in: 'nowhere' })
    expect(await new Validator().validate(document as never)).toMatchObject({ valid: false })
  })

  it('holds every operation, with who may use it and what it refuses', async () => {
    const { paths } = await served()
    const described = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(OPERATIONS).toSorted(),
    )
    for (const declared of Object.values(OPERATIONS)) {
      const { path, method, access, params, status } = declared as unknown as Operation
      const one = paths[path]![method.toLowerCase()]!
      if ('permission' in access) expect(one['x-permission']).toEqual(access)
      else expect(one['x-public'] ?? one['x-self']).toBeTypeOf('string')
      expect(one.security).toHaveLength('public' in access ? 0 : 2)
      expect(Object.keys(one.responses)).toEqual([String(status), 'default'])
      const inPath = one.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect(inPath).toEqual(Object.keys(params.shape))
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath.map((name) => `{${name}}`))
    }
  })

  it('describes queries as values, and requires none', async () => {
    const { paths } = await served()
    const { parameters } = paths['/v1/organizations/{organization}/roles']!['get']!
    const limit = parameters.find(({ name }) => name === 'limit')
    expect(limit).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
    })
    const create = paths['/v1/organizations/{organization}/roles']!['post']!.parameters
    expect(create.find(({ name }) => name === 'dry_run')).toMatchObject({
      required: false,
      schema: { type: 'boolean' },
    })
  })
})
