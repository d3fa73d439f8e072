/** Handing a case on: when it may be, what is in it, what is not, and that it is found again; whichever store it is in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Answer } from '../../src/contract/client.ts'
import { Refused } from '../../src/contract/client.ts'
import { type Replayable, replay } from '../../src/core/index.ts'
import { sha256 } from '../../src/operations/sha256.ts'
import { admit, type House, openHouse } from '../http/house.ts'

type Bundle = Answer<'createBundle'>
type Asked = Parameters<House['admin']['createBundle']>[0]['body']
const organization = 'acme'
const RANDOM = 'k3JhV9xQ2mPz7LrT5wYbN8cDfG4sA6uE1oIhKjZqXtM'
const SAID = { tried: 'open the logs of billing', error_message: 'Something went wrong (500)' }

export function bundlePromises(store: () => Promise<Config['store']>): void {
  let house: House
  let count = 0
  beforeAll(async () => {
    house = await openHouse(await store())
    await house.admin.createProject({ organization, body: { name: 'billing' } })
    const permissions = ['organization.user.read', 'organization.audit.read'] as string[]
    await house.admin.createRole({ organization, body: { name: 'Half', permissions } })
    await house.admin.createGroup({ organization, body: { name: 'Night Shift' } })
  })
  afterAll(() => house[Symbol.asyncDispose]())

  const goal = { permission: 'variable.write', scope: 'billing' }
  const bundle = (body: Asked, by = house.admin): Promise<Bundle> => by.createBundle({ organization, body })
  async function person(role = 'viewer') {
    const email = `person${++count}@acme.example`
    return { email, ...(await admit(house, email, role)) }
  }
  /** Whether they can sign in, nothing tells: they have not been here. */
  async function away(email: string): Promise<void> {
    const { store: kept } = house.server.deps
    const { id: account } = await house.admin.showUser({ organization, user: email })
    await kept.write([kept.build.remove('sessions', { account })])
  }
  async function diagnosed(principal: string, more: object = {}): Promise<string> {
    return (await house.admin.diagnoseAccess({ organization, body: { principal, goal, ...more } })).id!
  }
  async function denied(token: string, path = '/organizations/acme/groups') {
    const answer = await fetch(`${house.url}/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
    return (await answer.json()) as { reference: string; detail: string }
  }
  async function refusal(asked: Promise<unknown>) {
    try {
      await asked
    } catch (error) {
      if (error instanceof Refused) return error.problem
      throw error
    }
    throw new Error('it was not refused')
  }

  describe('F80 a bundle is made', () => {
    it('not before a diagnosis is recorded: of a denial that nobody has looked into there is none', async () => {
      const { token } = await person()
      const { reference } = await denied(token)
      const { code, detail, next } = await refusal(bundle({ reference, ...SAID }))
      expect(code).toBe('INVALID')
      expect(detail).toContain('none of the six checks is recorded')
      expect(next).toBe(`compartment access diagnose --reference ${reference}`)
    })

    it('not while one of the six is open, naming it; once a person has recorded it, it is', async () => {
      const { email } = await person()
      await away(email)
      const diagnosis = await diagnosed(email)
      const { code, detail } = await refusal(bundle({ diagnosis, ...SAID }))
      expect([code, detail]).toEqual([
        'INVALID',
        'not all six checks are recorded, these are open: 3. Can they sign in?',
      ])
      const body = { check: 'sign_in', found: 'passed', saw: 'they did, on the phone' } as const
      await house.admin.recordCheck({ organization, diagnosis, body })
      const { content } = await bundle({ diagnosis, ...SAID })
      expect(content.override).toBeUndefined()
      expect(content.now.checks).toHaveLength(6)
      expect(content.by_hand).toMatchObject([{ check: 'sign_in', status: 'passed', note: body.saw }])
    })

    it('or with a stated override, which stands in it and in the audit log', async () => {
      const { email } = await person()
      await away(email)
      const diagnosis = await diagnosed(email)
      const override = 'they cannot be reached, and it is urgent'
      const { content, markdown, reference } = await bundle({ diagnosis, ...SAID, override })
      expect(content.override).toBe(override)
      expect(markdown).toContain(override)
      const { items } = await house.admin.listAuditEvents({ organization, limit: '20' })
      const noted = items.find(({ type }) => type === 'bundle.created')
      expect(JSON.stringify(noted)).toContain(override)
      expect(JSON.stringify(noted)).toContain(reference)
      for (const blank of ['', '   '])
        expect((await refusal(bundle({ diagnosis, ...SAID, override: blank }))).code).toBe('INVALID')
    })

    it('with all six recorded, whatever they say', async () => {
      for (const before of [
        async () => undefined,
        (user: string) => house.admin.blockUser({ organization, user, body: {} }),
      ]) {
        const { email } = await person()
        await before(email)
        const { content } = await bundle({ diagnosis: await diagnosed(email), ...SAID })
        expect(content.now.checks.map(({ status }) => status)).not.toContain('unknown')
      }
    })
  })

  describe('F81 a bundle has', () => {
    it('what they tried, the exact error message, role and tenant; the last two are known of members', async () => {
      const { email } = await person()
      const { content, markdown } = await bundle({ diagnosis: await diagnosed(email), ...SAID })
      expect(content).toMatchObject({ ...SAID, role: 'viewer at organization', tenant: 'acme (acme)' })
      for (const text of [SAID.tried, SAID.error_message, 'viewer at organization', 'acme (acme)'])
        expect(markdown).toContain(text)
    })

    it('of a denial what was asked for and what was answered, word for word', async () => {
      const { email, token } = await person()
      const { reference, detail } = await denied(token)
      await house.admin.diagnoseAccess({ organization, body: { reference } })
      const { content } = await bundle({ reference })
      expect(content.error_message).toBe(detail)
      expect(content.tried).toBe('listGroups, which takes organization.group.read at organization')
      expect(content).toMatchObject({ reference, person: email, refused: { verdict: 'blocked' } })
    })

    const parts = { ...SAID, role: 'viewer, they say', tenant: 'acme, they say' }
    const missing = Object.keys(parts).map((part) => [part])
    it.each(missing)(
      'nothing where %s is missing: it is refused, naming that and nothing else',
      async (part) => {
        // Of somebody who is not here nothing is known.
        const diagnosis = await diagnosed('stranger@acme.example')
        const { [part as keyof typeof parts]: _, ...rest } = parts
        const { code, errors, detail } = await refusal(bundle({ diagnosis, ...rest, override: 'not here' }))
        expect([code, errors!.map(({ pointer }) => pointer)]).toEqual(['INVALID', [`/${part}`]])
        const names = {
          tried: 'what they tried',
          error_message: 'the exact error message',
          role: 'their role',
          tenant: 'the tenant',
        }
        for (const [other, name] of Object.entries(names)) expect(detail.includes(name)).toBe(other === part)
        const blank = await refusal(bundle({ diagnosis, ...rest, [part]: '  ', override: 'not here' }))
        expect(blank.errors!.map(({ pointer }) => pointer)).toEqual([`/${part}`])
      },
    )

    it('nothing where all four are: each is named', async () => {
      const diagnosis = await diagnosed('stranger@acme.example')
      const { errors } = await refusal(bundle({ diagnosis, override: 'not here' }))
      expect(errors!.map(({ pointer }) => pointer)).toEqual(['/tried', '/error_message', '/role', '/tenant'])
      expect((await bundle({ diagnosis, ...parts, override: 'not here' })).content).toMatchObject(parts)
    })
  })

  describe('F82 the message', () => {
    it('stays byte by byte, in the file and in the ticket', async () => {
      const message =
        '  Fehler: “kaputt” 🚫\n\n```js\nthrow new Error("x")\n```\n\tat <b>billing</b> & co. \r\n| a | b |  '
      const { email } = await person()
      const { content, markdown } = await bundle({
        diagnosis: await diagnosed(email),
        tried: ' twice ',
        error_message: message,
      })
      expect(content.error_message).toBe(message)
      expect(content.tried).toBe(' twice ')
      expect(markdown).toContain(`\n\`\`\`\`text\n${message}\n\`\`\`\`\n`)
      expect(content.redacted).toEqual({})
    })

    it('loses secrets and one-time links, by their kind, before anything is kept', async () => {
      const { email } = await person()
      const message = [
        `GET https://access.example/activate?token=cpl_${RANDOM} said no`,
        `authorization: Bearer cps_${RANDOM}`,
        'password=hunter2',
        'try again',
      ].join('\n')
      const { content, markdown, reference } = await bundle({
        diagnosis: await diagnosed(email),
        tried: `ran it with COMPARTMENT_TOKEN=cpt_${RANDOM}`,
        error_message: message,
        role: 'viewer password=hunter2',
        tenant: 'acme token=hunter2',
      })
      expect(content.error_message).toBe(
        [
          'GET https://access.example/activate?token=[redacted: one-time link] said no',
          'authorization: Bearer [redacted: session token]',
          'password=[redacted: secret value]',
          'try again',
        ].join('\n'),
      )
      expect(content.redacted).toEqual({
        'one-time link': 1,
        'session token': 1,
        'API token': 1,
        'secret value': 3,
      })
      const { deps } = house.server
      const rows = await deps.store.rows(deps.store.build.from.selectFrom('bundles').selectAll())
      const kept = JSON.stringify(rows)
      expect(kept).toContain(reference)
      await deps.activity.flush()
      const noted = JSON.stringify(
        await deps.store.rows(deps.store.build.from.selectFrom('activity').selectAll()),
      )
      for (const text of [markdown, JSON.stringify(content), kept, noted])
        for (const secret of [RANDOM, 'hunter2']) expect(text).not.toContain(secret)
    })
  })

  describe('F83 a reference id', () => {
    it('comes back, and by it the same bundle is found again, from its diagnosis too', async () => {
      const { email } = await person()
      const diagnosis = await diagnosed(email)
      const made = await bundle({ diagnosis, ...SAID })
      expect(made.reference).toMatch(/^bun_[0-9a-z]{26}$/)
      expect(made.markdown).toContain(made.reference)
      const again = await house.admin.showBundle({ organization, bundle: made.reference })
      expect(again).toEqual(made)
      const { bundles } = await house.admin.showDiagnosis({ organization, diagnosis })
      expect(bundles.map(({ id }) => id)).toEqual([made.reference])
      const other = await bundle({ diagnosis, ...SAID })
      expect(other.reference).not.toBe(made.reference)
      const none = house.admin.showBundle({ organization, bundle: 'bun_none' })
      expect((await refusal(none)).code).toBe('NOT_FOUND')
    })
  })

  describe('a bundle', () => {
    it('comes out the same on another machine, then as now, after everything has changed', async () => {
      const { email, token } = await person()
      const { reference } = await denied(token)
      const body = { user: email, role: 'Half', scope: 'organization' }
      await house.admin.createAssignment({ organization, body })
      await house.admin.addGroupMember({ organization, group: 'Night Shift', body: { user: email } })
      await house.admin.diagnoseAccess({ organization, body: { reference } })
      const { content } = await bundle({ reference })
      await house.admin.removeUser({ organization, user: email })
      for (const moment of [content.now, content.refused!]) {
        const outcome = replay(JSON.parse(JSON.stringify(moment.replay)) as Replayable, sha256)
        expect(outcome).toEqual({
          verdict: moment.verdict,
          code: moment.code,
          checks: moment.checks.map(({ id, status, code }) =>
            code === undefined ? { id, status } : { id, status, code },
          ),
        })
      }
      expect(content.role).toBe('Half at organization, viewer at organization')
    })

    it('under pseudonyms names nobody and nothing, and comes out the same', async () => {
      const { email } = await person()
      const body = { user: email, role: 'viewer', scope: 'billing' }
      await house.admin.createAssignment({ organization, body })
      await house.admin.addGroupMember({ organization, group: 'Night Shift', body: { user: email } })
      const diagnosis = await diagnosed(email)
      const { content, markdown } = await bundle({
        diagnosis,
        tried: `as ${email}, at billing`,
        error_message: `no, ${email}: ask ana@acme.example or Night Shift`,
        pseudonyms: true,
      })
      const text = `${JSON.stringify(content)}${markdown}`
      for (const name of [email, 'ana@acme.example', 'acme', 'billing', 'Night Shift'])
        expect(text).not.toContain(name)
      expect(content.error_message).toBe(
        'no, person-1@example.invalid: ask person-2@example.invalid or group-1',
      )
      const outcome = replay(content.now.replay as unknown as Replayable, sha256)
      expect([outcome.verdict, outcome.code]).toEqual([content.now.verdict, content.now.code])
    })

    it('takes what reading the audit log, people, roles and groups takes, to make and to read', async () => {
      const { email } = await person()
      const diagnosis = await diagnosed(email)
      const { reference } = await bundle({ diagnosis, ...SAID })
      const half = await person('Half')
      const viewer = await person('viewer')
      for (const [who, lacking] of [
        [viewer, 'organization.audit.read'],
        [half, 'organization.role.read'],
      ] as const) {
        const made = await refusal(bundle({ diagnosis, ...SAID }, who.client))
        expect(made.required_permission).toBe(lacking)
        const read = await refusal(who.client.showBundle({ organization, bundle: reference }))
        expect(read.required_permission).toBe(lacking)
      }
    })
  })
}
