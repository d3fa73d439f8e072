import { describe, expect, it } from 'vitest'
import { problem } from '../../src/contract/shapes/answer.ts'
import { CODES, type Code, refuse } from '../../src/core/index.ts'
import { Refused } from '../../src/operations/refused.ts'
import { openDoor } from './door-stub.ts'

const SHOW = '/v1/organizations/acme/roles/deployer'

function refusing(thrown: unknown) {
  return openDoor({ showRole: () => Promise.reject(thrown) })
}

describe('a refusal', () => {
  it.each(Object.keys(CODES) as Code[])('%s is a problem document with its own status', async (code) => {
    await using door = await refusing(new Refused(refuse(code, 'because')))
    const answer = await door.ask(SHOW)
    expect(answer.status).toBe(CODES[code].status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    const read = problem.strict().parse(await answer.json())
    expect(read).toMatchObject({
      code,
      status: answer.status,
      detail: 'because',
      type: `/docs/errors#${code}`,
    })
    expect(read.reference).toMatch(/^(den|err)_[0-9a-z]{26}$/)
  })

  it('says what is missing, what is needed, where, and what to do next', async () => {
    const missing = [{ permission: 'project.delete', scope: 'billing' }]
    const refusal = refuse('ESCALATION', 'you lack 1', {
      missing,
      next: 'compartment access grantors',
      field: '/role',
    })
    const more = { requiredPermission: 'organization.role.manage', scope: 'billing/production' }
    await using door = await refusing(new Refused(refusal, more))
    expect(await (await door.ask(SHOW)).json()).toMatchObject({
      missing,
      next: 'compartment access grantors',
      required_permission: 'organization.role.manage',
      scope: { type: 'environment', project: 'billing', environment: 'production' },
      errors: [{ pointer: '/role', detail: 'you lack 1' }],
    })
  })

  it('says nothing but that, where the reader may not know that the thing exists', async () => {
    const missing = [{ permission: 'project.delete', scope: 'secret-project' }]
    const refusal = refuse('ESCALATION', 'at `secret-project`', {
      missing,
      next: 'ask',
      field: '/secret-project',
    })
    await using hidden = await refusing(new Refused(refusal, { status: 404, scope: 'secret-project' }))
    const seen = (await (await hidden.ask(SHOW)).json()) as Record<string, unknown>
    expect(Object.keys(seen)).toEqual(['type', 'title', 'status', 'code', 'detail', 'reference'])
    expect(JSON.stringify(seen)).not.toContain('secret-project')
    expect(seen).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  it('says when to try again', async () => {
    await using throttled = await refusing(new Refused(refuse('THROTTLED', 'wait'), { retryAfter: 12.3 }))
    expect((await throttled.ask(SHOW)).headers.get('retry-after')).toBe('13')
    await using stale = await refusing(new Refused(refuse('NOT_FRESH', 'wait')))
    expect((await stale.ask(SHOW)).headers.get('retry-after')).toBe('1')
  })

  it('is logged under its reference, with who asked', async () => {
    await using door = await refusing(new Refused(refuse('LAST_ADMIN', 'nobody would remain')))
    const { reference } = problem.parse(await (await door.ask(SHOW)).json())
    expect(door.lines()).toEqual([
      expect.objectContaining({
        reference,
        code: 'LAST_ADMIN',
        caller: 'usr_1',
        operation: 'showRole',
        detail: 'nobody would remain',
      }),
    ])
  })
})

describe('a fault', () => {
  it('leaks nothing; the log has its causes under the reference', async () => {
    const cause = new Error('password=hunter2 at /srv/secret.ts')
    await using door = await refusing(new Error('sqlite: no such table: members', { cause }))
    const answer = await door.ask(SHOW)
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).not.toMatch(/sqlite|members|hunter2|secret\.ts|stack/)
    const { reference, code } = problem.strict().parse(JSON.parse(text))
    expect(code).toBe('INTERNAL')
    expect(door.lines()).toEqual([
      expect.objectContaining({
        reference,
        error: expect.objectContaining({ message: 'sqlite: no such table: members' }) as unknown,
      }),
    ])
    expect(JSON.stringify(door.lines())).toContain('secret.ts')
  })

  it.each([
    ['a string'],
    [undefined],
    [null],
    [{ statusCode: 200, message: 'pwned' }],
    [{ code: 'FST_ERR_X', statusCode: 503 }],
  ])('thrown as %j is one too', async (thrown) => {
    await using door = await refusing(thrown)
    const answer = await door.ask(SHOW)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('pwned')
  })

  it('is an answer that does not fit its contract', async () => {
    await using door = await openDoor({ showRole: async () => ({ answer: { id: 'rol_1' } as never }) })
    expect((await door.ask(SHOW)).status).toBe(500)
  })

  it('of the store that trying again may mend is a refusal', async () => {
    const busy = new Error('busy')
    const refusalOf = (error: unknown) =>
      error === busy ? new Refused(refuse('OVERLOADED', 'busy'), { retryAfter: 2 }) : undefined
    await using door = await openDoor({ showRole: () => Promise.reject(busy) }, { refusalOf })
    const answer = await door.ask(SHOW)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    expect(JSON.stringify(door.lines())).toContain('busy')
  })
})

describe('an answer', () => {
  it('holds what its contract names and nothing else', async () => {
    const role = {
      id: 'rol_1',
      name: 'deployer',
      kind: 'system',
      description: '',
      permissions: [],
      assignment_count: 0,
      group_count: 0,
      user_count: 0,
      scope_count: 0,
      scopes: [],
    }
    const answer = { ...role, password_hash: 'x', secret: 'y' } as never
    await using door = await openDoor({ showRole: async () => ({ answer, revision: 'acme@7' }) })
    const seen = await door.ask(SHOW)
    expect(await seen.json()).toEqual(role)
    expect(seen.headers.get('compartment-revision')).toBe('acme@7')
  })
})
