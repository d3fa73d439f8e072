/** What the door hands over when somebody is told no: each 401, 402, 403 and 404, once, and nothing else. */
import { describe, expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import type { Denied } from '../../src/operations/denials/denied.ts'
import { Refused } from '../../src/operations/refused.ts'
import { openDoor } from './door-stub.ts'

const refusing = (refused: Refused) => () => Promise.reject(refused)

async function denialsOf(refused: Refused): Promise<{ status: number; reference: string; denied: Denied[] }> {
  const denied: Denied[] = []
  const listGroups = refusing(refused)
  await using door = await openDoor({ listGroups }, { denied: (one) => void denied.push(one) })
  const answer = await door.ask('/v1/organizations/acme/groups')
  const { reference } = (await answer.json()) as { reference: string }
  return { status: answer.status, reference, denied }
}

describe('a refusal', () => {
  it.each([
    [401, new Refused(refuse('SESSION_EXPIRED', 'over'))],
    [402, new Refused(refuse('TIER_TOO_LOW', 'too low'), { requiredPermission: 'x.y', scope: 'billing' })],
    [403, new Refused(refuse('NOT_ALLOWED', 'no'), { requiredPermission: 'x.y', scope: 'billing' })],
    [404, new Refused(refuse('NOT_FOUND', 'none'))],
    [404, new Refused(refuse('NOT_ALLOWED', 'hidden'), { status: 404 })],
  ])('with %i is handed over under the reference that was answered', async (status, refused) => {
    const { status: answered, reference, denied } = await denialsOf(refused)
    expect(answered).toBe(status)
    expect(denied).toHaveLength(1)
    expect(denied[0]).toMatchObject({
      reference,
      status,
      operation: 'listGroups',
      params: { organization: 'acme' },
    })
    // What was answered, and no more of the cause than that.
    if (status === 404) expect(denied[0]!.code).toBe('NOT_FOUND')
    if (status === 404) expect(denied[0]!.detail).not.toContain('hidden')
  })

  it.each([
    ['INVALID', 400],
    ['LAST_ADMIN', 409],
    ['THROTTLED', 429],
    ['NOT_FRESH', 503],
  ] as const)('with %s, %i, denies nobody anything', async (code, status) => {
    const { status: answered, reference, denied } = await denialsOf(new Refused(refuse(code, 'so')))
    expect([answered, reference.slice(0, 4), denied]).toEqual([status, 'err_', []])
  })

  it('without a credential is handed over before anything is read', async () => {
    const denied: Denied[] = []
    await using door = await openDoor({}, { denied: (one) => void denied.push(one) })
    await door.ask('/v1/organizations/acme/groups', { anonymous: true })
    await door.ask('/v1/nothing')
    expect(denied.map(({ status, operation, caller }) => [status, operation, caller?.account])).toEqual([
      [401, 'listGroups', undefined],
      [404, undefined, undefined],
    ])
  })
})
