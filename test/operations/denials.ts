/** What was refused, found again by its reference, whichever store it is in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Answer } from '../../src/contract/client.ts'
import { createClient, Refused } from '../../src/contract/client.ts'
import { KEPT_PER_ORGANIZATION } from '../../src/operations/denials/kept-since.ts'
import { outdated } from '../../src/operations/housekeeping.ts'
import { forgetDenials, keepDenial } from '../../src/store/store.ts'
import { admit, type House, openHouse, PASSWORD, stranger } from '../http/house.ts'

type Diagnosis = Answer<'diagnoseAccess'>
const DAY = 86_400_000

export function denialPromises(store: () => Promise<Config['store']>): void {
  let house: House
  let alex: Awaited<ReturnType<typeof admit>>
  let clerk: Awaited<ReturnType<typeof admit>>
  beforeAll(async () => {
    house = await openHouse(await store())
    await house.admin.createProject({ organization: 'acme', body: { name: 'billing' } })
    await house.admin.createProject({ organization: 'acme', body: { name: 'secret' } })
    await house.admin.createRole({
      organization: 'acme',
      body: { name: 'Desk', permissions: ['organization.user.read'] },
    })
    alex = await admit(house, 'alex@acme.example')
    clerk = await admit(house, 'clerk@acme.example', 'Desk')
    const body = { role: 'viewer', user: 'alex@acme.example', scope: 'billing' }
    await house.admin.createAssignment({ organization: 'acme', body })
  })
  afterAll(() => house[Symbol.asyncDispose]())

  /** Asked by hand, so that status, headers and body are seen as they come. */
  async function ask(path: string, init: { method?: string; token?: string; body?: object } = {}) {
    const { method = 'GET', token, body } = init
    const answer = await fetch(`${house.url}/v1${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const problem = (await answer.json()) as { code: string; reference: string; detail: string }
    return { status: answer.status, headers: answer.headers, ...problem }
  }
  const acme = (rest: string): string => `/organizations/acme${rest}`
  const diagnose = (reference: string, by = house.admin, principal?: string): Promise<Diagnosis> =>
    by.diagnoseAccess({ organization: 'acme', body: { reference, ...(principal && { principal }) } })
  async function refusal(asked: Promise<unknown>) {
    try {
      await asked
    } catch (error) {
      if (error instanceof Refused) return error.problem
      throw error
    }
    throw new Error('it was not refused')
  }

  describe('a reference', () => {
    it('stands on every 401, 403 and 404, and contains nothing', async () => {
      const answers = [
        await ask(acme('/users')),
        await ask(acme('/users'), { token: 'cps_00000000000000000000000000000000' }),
        await ask(acme('/users'), { token: alex.token }),
        await ask(acme('/projects/nothing'), { token: alex.token }),
        await ask('/organizations/nothing/users', { token: alex.token }),
        await ask('/nothing', { token: alex.token }),
        await ask('/sign-in', { method: 'POST', body: { email: 'alex@acme.example', password: 'wrong' } }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 404, 404, 404, 401])
      for (const { reference } of answers) expect(reference).toMatch(/^den_[0-9a-z]{26}$/)
      expect(new Set(answers.map(({ reference }) => reference)).size).toBe(answers.length)
    })

    it('stands in a header where a standard has a body of its own', async () => {
      const answer = await fetch(`${house.url}/ofrep/v1/evaluate/flags/nothing`, {
        method: 'POST',
        headers: { authorization: `Bearer ${alex.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ context: { targetingKey: 'alex@acme.example' } }),
      })
      expect([answer.status, ((await answer.json()) as { errorCode: string }).errorCode]).toEqual([
        404,
        'FLAG_NOT_FOUND',
      ])
      const reference = answer.headers.get('compartment-reference')!
      expect((await diagnose(reference)).refused).toMatchObject({ status: 404, operation: 'ofrepFlag' })
    })

    it('leads to what was refused, and to how it is now: then blocked, now allowed, by whom and when', async () => {
      const denied = await ask(acme('/groups'), { token: alex.token })
      const before = await diagnose(denied.reference)
      expect(before).toMatchObject({
        email: 'alex@acme.example',
        goal: { permission: 'organization.group.read', scope: { type: 'organization' } },
        verdict: 'blocked',
        refused: {
          reference: denied.reference,
          status: 403,
          code: 'NOT_ALLOWED',
          operation: 'listGroups',
          known: true,
        },
      })
      expect(before.refused!.detail).toBe(denied.detail)
      expect(before.refused!.checks!.map(({ status }) => status)).toEqual(
        before.checks.map(({ status }, at) => (at === 2 ? 'unknown' : status)),
      )
      expect(before.refused!.flips).toEqual([])
      const body = { role: 'readonly', user: 'alex@acme.example', scope: 'organization', reason: 'on call' }
      await house.admin.createRole({
        organization: 'acme',
        body: { name: 'Groups', permissions: ['organization.group.read'] },
      })
      await house.admin.createAssignment({ organization: 'acme', body: { ...body, role: 'Groups' } })
      const after = await diagnose(denied.reference)
      expect(after.verdict).toBe('allowed')
      expect(after.refused!.checks![4]!.status).toBe('failed')
      expect(after.checks[4]!.status).toBe('passed')
      expect(after.refused!.explanation!.gates.find(({ gate }) => gate === 'permission')!.status).toBe(
        'failed',
      )
      expect(after.refused!.flips).toMatchObject([
        { to: 'ALLOWED', by: 'change', actor: { email: 'ana@acme.example' }, reason: 'on call' },
      ])
    })

    it('of a wrong password leads to whose account it was; of nobody’s, who it was has to be said', async () => {
      const wrong = await ask('/sign-in', {
        method: 'POST',
        body: { email: 'alex@acme.example', password: 'wrong', organization: 'acme' },
      })
      const found = await diagnose(wrong.reference)
      expect(found).toMatchObject({ email: 'alex@acme.example', goal: { sign_in: true } })
      expect(found.refused).toMatchObject({ status: 401, code: 'BAD_CREDENTIAL', known: true })
      expect(found.refused!.checks![2]).toMatchObject({
        id: 'sign_in',
        status: 'failed',
        code: 'BAD_CREDENTIAL',
      })
      const elsewhere = await ask('/sign-in', {
        method: 'POST',
        body: { email: 'alex@acme.example', password: 'wrong' },
      })
      expect((await diagnose(elsewhere.reference)).email).toBe('alex@acme.example')
      const nobody = await ask(acme('/users'))
      const { code, errors } = await refusal(diagnose(nobody.reference))
      expect([code, errors![0]!.pointer]).toEqual(['INVALID', '/principal'])
      const said = await diagnose(nobody.reference, house.admin, 'alex@acme.example')
      expect(said.refused).toMatchObject({ code: 'UNAUTHENTICATED', known: false })
    })

    it('is answered as never given where it is another’s, another organization’s, or expired', async () => {
      const never = await refusal(diagnose('den_00000000000000000000000000'))
      const same = async (reference: string, by = house.admin, principal?: string) => {
        const { code, status, detail } = await refusal(diagnose(reference, by, principal))
        expect([code, status, detail.replace(reference, 'den_00000000000000000000000000')]).toEqual([
          'NOT_FOUND',
          404,
          never.detail,
        ])
      }
      const token = await stranger(house)
      const hidden = await ask(acme('/users'), { token })
      const missing = await ask('/organizations/nothing/users', { token })
      // Nobody anywhere can ask about an organization that is not there.
      await same(missing.reference)
      const sam = createClient({ url: house.url, token })
      for (const { reference } of [hidden, missing]) {
        const asked = sam.diagnoseAccess({ organization: 'beta', body: { reference } })
        const { code, status, detail } = await refusal(asked)
        expect([code, status, detail.replace(reference, 'den_00000000000000000000000000')]).toEqual([
          'NOT_FOUND',
          404,
          never.detail,
        ])
      }
      // Here it stands for a request of somebody whom nobody here knows.
      expect((await refusal(diagnose(hidden.reference))).code).toBe('INVALID')
      const own = await ask(acme('/users'), {
        token: clerk.token,
        method: 'POST',
        body: { email: 'x@y.example' },
      })
      expect(own.status).toBe(403)
      await same(own.reference, house.admin, 'alex@acme.example')
      // Somebody without the permission to look after people is told of their own only.
      expect((await diagnose(own.reference, clerk.client)).refused!.code).toBe('NOT_ALLOWED')
      const { status } = await refusal(diagnose(own.reference, alex.client))
      expect(status).toBe(403)
      expect((await refusal(diagnose('den_00000000000000000000000000', alex.client))).status).toBe(403)
      for (const reference of [own.reference, 'den_00000000000000000000000000']) {
        const told = await refusal(diagnose(reference, alex.client, 'alex@acme.example'))
        expect([told.code, told.detail]).toEqual([
          'NOT_ALLOWED',
          'you may not do this: it takes `organization.user.read` at `organization`',
        ])
      }
      const { deps } = house.server
      await deps.store.write(outdated(deps, deps.clock() + 31 * DAY))
      await same(own.reference)
    })

    it('of a hidden place says to whoever was refused what it says of one that is not there', async () => {
      const bo = await admit(house, 'bo@acme.example')
      const given = { role: 'viewer', user: 'bo@acme.example', scope: 'billing' }
      await house.admin.createAssignment({ organization: 'acme', body: given })
      const [hidden, missing] = [
        await ask(acme('/projects/secret'), { token: bo.token }),
        await ask(acme('/projects/nowhere'), { token: bo.token }),
      ]
      const shape = async (answer: typeof hidden, name: string): Promise<string> => {
        const told = await diagnose(answer.reference, bo.client)
        return JSON.stringify(told)
          .replaceAll(answer.reference, 'REF')
          .replaceAll(name, 'NAME')
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
          .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
      }
      expect(await shape(hidden, 'secret')).toBe(await shape(missing, 'nowhere'))
      const { reference: a, headers: b, ...first } = hidden
      const { reference: c, headers: d, ...second } = missing
      expect(JSON.stringify(first).replaceAll('secret', 'NAME')).toBe(
        JSON.stringify(second).replaceAll('nowhere', 'NAME'),
      )
      expect([...b.keys()]).toEqual([...d.keys()])
      expect(a.length).toBe(c.length)
      // Whoever may know the place is told what is in the way.
      expect((await diagnose(hidden.reference)).code).toBe('ASSIGNED_ELSEWHERE')
    })

    it('of what somebody did with their account alone is theirs: it may be about another organization', async () => {
      const { status, reference } = await ask('/account/invitations/inv_none/accept', {
        method: 'POST',
        token: alex.token,
        body: {},
      })
      expect(status).toBe(404)
      expect((await refusal(diagnose(reference))).code).toBe('NOT_FOUND')
      expect((await diagnose(reference, alex.client)).refused).toMatchObject({
        operation: 'acceptInvitation',
      })
    })

    it('takes either itself or a time, and a person or itself', async () => {
      const body = { reference: 'den_x', at: '2026-01-01T00:00:00Z' }
      expect((await refusal(house.admin.diagnoseAccess({ organization: 'acme', body }))).code).toBe('INVALID')
      expect((await refusal(house.admin.diagnoseAccess({ organization: 'acme', body: {} }))).code).toBe(
        'INVALID',
      )
    })
  })

  describe('what is kept', () => {
    const count = async (): Promise<number> => {
      const { store: kept } = house.server.deps
      return (await kept.rows(kept.build.from.selectFrom('denials').select('reference'))).length
    }

    it('of a flood so much a minute, and what is over it is answered all the same', async () => {
      const before = await count()
      const answers = await Promise.all(
        Array.from({ length: 200 }, async () => ask(acme('/users'), { token: PASSWORD.replaceAll(' ', '') })),
      )
      expect(answers.every(({ reference }) => reference.startsWith('den_'))).toBe(true)
      await house.server.deps.denials.flush()
      expect((await count()) - before).toBeLessThanOrEqual(20)
    })

    it('of each organization the newest, however many came', async () => {
      const { store: kept } = house.server.deps
      const at = house.server.deps.clock()
      const rows = Array.from({ length: 30 }, (_, number) =>
        keepDenial(kept.build, {
          reference: `den_test${String(number).padStart(2, '0')}`,
          organization: 'org_test',
          at: at + number,
          status: 403,
          code: 'NOT_ALLOWED',
          detail: 'x',
        }),
      )
      await kept.write(rows.flat())
      await kept.write(forgetDenials(kept.build, 0, 10))
      const left = await kept.rows(
        kept.build.from.selectFrom('denials').select('reference').where('organization', '=', 'org_test'),
      )
      expect(left.map(({ reference }) => reference).toSorted()[0]).toBe('den_test20')
      expect(left).toHaveLength(10)
      expect(KEPT_PER_ORGANIZATION).toBeGreaterThan(1000)
    })

    it('nothing of answers to checks: they deny nobody anything', async () => {
      await house.server.deps.denials.flush()
      const before = await count()
      const body = { principal: 'alex@acme.example', permission: 'variable.write', scope: 'billing' }
      for (let at = 0; at < 3; at++)
        expect((await house.admin.checkAccess({ organization: 'acme', body })).allowed).toBe(false)
      await house.server.deps.denials.flush()
      expect(await count()).toBe(before)
    })
  })
}
