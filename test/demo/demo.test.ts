import { describe, expect, it } from 'vitest'
import {
  accessSummary,
  BUILT_IN_ROLES,
  DECISION_CODES,
  decide,
  PERMISSION_KEYS,
  type Snapshot,
} from '../../src/core/index.ts'
import { DEMO_QUESTIONS } from '../../src/demo/questions.ts'
import { seedDemo } from '../../src/demo/seed.ts'
import { DAY } from '../../src/demo/timeline.ts'
import type { Call } from '../../src/operations/call.ts'
import { Refused } from '../../src/operations/refused.ts'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { issueDemoLink } from '../../src/operations/set-up/open-demo.ts'
import { useCases } from '../../src/operations/use-cases.ts'
import { heads } from '../../src/store/store.ts'
import { asText, Demo, emptyInstall, expectJournalsAgree, TODAY } from './seeded.ts'

const ALEX = 'alex@acme.example'
const READONLY = BUILT_IN_ROLES.find(({ name }) => name === 'readonly')!.permissions

function held(snapshot: Snapshot, principal: string, scope: string): string[] {
  return PERMISSION_KEYS.filter((key) => decide(snapshot, principal, key, scope, TODAY).allowed)
}

async function refusalOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : Promise.reject(error as Error)),
  )
}

/** What somebody who has come in sends; no password decides how. */
async function callBy(demo: Demo, email: string): Promise<Call> {
  const caller = { account: await demo.idOf(email), type: 'user', method: 'link' } as const
  return { caller, address: '192.0.2.1', now: TODAY }
}

describe('the questions of the demo', () => {
  it('are answered by the engine as the table says, each of them', async () => {
    await using demo = await Demo.seeded()
    const answered = []
    for (const question of DEMO_QUESTIONS) {
      const { organization, who, permission, scope } = question
      const person = await demo.idOf(who, organization)
      const { code } = decide(await demo.snapshot(organization), person, permission, scope, TODAY)
      answered.push(asText({ ...question, code }))
    }
    expect(answered).toEqual(DEMO_QUESTIONS.map(asText))
  })

  it('show every code that a reader of one organization can meet', () => {
    const shown = new Set(DEMO_QUESTIONS.map(({ code }) => code))
    expect(DECISION_CODES.filter((code) => !shown.has(code))).toEqual(['NO_ACCOUNT'])
  })
})

describe('Alex', () => {
  it('has exactly deployment.logs.read at billing/production and the broad set everywhere else (S0-7)', async () => {
    await using demo = await Demo.seeded()
    const snapshot = await demo.snapshot()
    const alex = await demo.idOf(ALEX)
    const { scopes } = snapshot
    for (const number of scopes.below(0)) {
      const { path } = scopes.at(number)
      const expected = path === 'billing/production' ? ['deployment.logs.read'] : READONLY
      if (!scopes.isArchived(number))
        expect(held(snapshot, alex, path).toSorted()).toEqual([...expected].toSorted())
    }
  })

  it('was given the narrow role weeks after the broad one, by a named admin, for a reason', async () => {
    await using demo = await Demo.seeded()
    const alex = await demo.idOf(ALEX)
    const given = (await demo.journal()).flatMap(({ event, ...deed }) =>
      event.type === 'assignment.created' && event.data.assignment.subject.id === alex
        ? [{ ...deed, event }]
        : [],
    )
    const [kim, amara] = await Promise.all(
      ['kim@acme.example', 'amara@acme.example'].map((who) => demo.idOf(who)),
    )
    expect(given.map(({ actor }) => actor.account)).toEqual([kim, amara])
    expect(given.map(({ reason }) => reason)).toEqual([
      expect.any(String),
      expect.stringMatching(/^INC-2214/),
    ])
    expect(given[1]!.at - given[0]!.at).toBeGreaterThan(21 * DAY)
  })
})

describe('people of the demo', () => {
  it('who are blocked stay members with all they had, cannot come in, and can again when unblocked (S0-12)', async () => {
    await using demo = await Demo.seeded()
    const { listProjects, unblockUser } = useCases(demo.deps)
    const victor = await demo.idOf('victor@acme.example')
    const before = await demo.snapshot()
    expect(before.members.get(victor)).toMatchObject({ status: 'active', access: 'blocked' })
    const organization = { organization: 'acme' }
    const asVictor = await callBy(demo, 'victor@acme.example')
    const look = (): Promise<unknown> =>
      listProjects({ params: organization, query: { limit: 50 }, body: undefined }, asVictor)
    expect(await refusalOf(look())).toBe('BLOCKED')
    const input = { params: { ...organization, user: 'victor@acme.example' }, query: {}, body: {} }
    await unblockUser(input, await callBy(demo, 'kim@acme.example'))
    expect(await refusalOf(look())).toBe('done')
    expect(decide(await demo.snapshot(), victor, 'variable.write', 'storefront/staging', TODAY).code).toBe(
      'ALLOWED',
    )
  })

  it('who were given nothing are members only', async () => {
    await using demo = await Demo.seeded()
    const bianca = await demo.idOf('bianca@acme.example')
    const snapshot = await demo.snapshot()
    expect(accessSummary(snapshot, bianca, TODAY)).toBe('Membership only')
  })

  it('who are in two organizations have two memberships and share no role (F42)', async () => {
    await using demo = await Demo.seeded()
    const lucia = await demo.idOf('lucia@acme.example')
    expect(await demo.idOf('lucia@acme.example', 'acme-labs')).toBe(lucia)
    const [here, there] = [await demo.snapshot(), await demo.snapshot('acme-labs')]
    expect(accessSummary(here, lucia, TODAY)).toBe('Custom')
    expect(accessSummary(there, lucia, TODAY)).toBe('Membership only')
  })

  it('get a beta feature with beta access, and a tier feature with the tier (F61, F62)', async () => {
    await using demo = await Demo.seeded()
    const { setBetaAccess, changeSettings } = useCases(demo.deps)
    const asKim = await callBy(demo, 'kim@acme.example')
    const [hugo, wei] = [await demo.idOf('hugo@acme.example'), await demo.idOf('wei@acme.example')]
    const codes = async (): Promise<string[]> => {
      const snapshot = await demo.snapshot()
      const suggest = decide(snapshot, hugo, 'conversations.suggest', 'organization', TODAY)
      return [suggest.code, decide(snapshot, wei, 'warehouse.query', 'organization', TODAY).code]
    }
    expect(await codes()).toEqual(['NO_BETA_ACCESS', 'TIER_TOO_LOW'])
    const params = { organization: 'acme' }
    const toHugo = { params: { ...params, user: 'hugo@acme.example' }, query: {}, body: { enabled: true } }
    await setBetaAccess(toHugo, asKim)
    await changeSettings({ params, query: {}, body: { tier: 'enterprise' } }, asKim)
    expect(await codes()).toEqual(['ALLOWED', 'ALLOWED'])
  })

  it('cannot be signed in as with a password: no password is known, and none is shared', async () => {
    await using demo = await Demo.seeded()
    const { store, passwords } = demo.deps
    const rows = await store.rows(store.build.from.selectFrom('accounts').select('password_hash'))
    const hashes = rows.flatMap(({ password_hash }) => password_hash ?? [])
    expect(hashes.length).toBeGreaterThan(40)
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(await passwords.matches('', hashes[0])).toBe(false)
  })
})

describe('seeding', () => {
  it('writes tables that are what replaying the journals gives, in chains that verify', async () => {
    await using demo = await Demo.seeded()
    await expectJournalsAgree(demo)
  })

  it('tells four months, by many people, in the order in which it happened', async () => {
    await using demo = await Demo.seeded()
    const journal = await demo.journal()
    const times = journal.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]!).toBeLessThan(TODAY - 115 * DAY)
    expect(new Set(times.map((at) => Math.floor(at / DAY))).size).toBeGreaterThan(60)
    expect(new Set(journal.map(({ actor }) => actor.account)).size).toBeGreaterThan(40)
    expect(journal.filter(({ reason }) => reason !== undefined).length).toBeGreaterThan(30)
  })

  it.each([Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31, 23, 59)])(
    'works at any time of day: %d',
    async (today) => {
      await using demo = await Demo.seeded({ memory: true }, today)
      const last = (await demo.journal()).at(-1)!.at
      expect(last).toBeLessThanOrEqual(today)
      expect(last).toBeGreaterThan(today - 7 * DAY)
    },
  )

  it('is the same each time, to the last hash', async () => {
    await using one = await Demo.seeded()
    await using other = await Demo.seeded()
    expect(await heads(one.deps.store)).toEqual(await heads(other.deps.store))
  })

  it('refuses an install that is in use, and leaves it as it is', async () => {
    await using demo = await Demo.seeded()
    const before = await heads(demo.deps.store)
    expect(await refusalOf(seedDemo(demo.deps))).toBe('ALREADY_SET_UP')
    expect(await heads(demo.deps.store)).toEqual(before)
    const deps = await emptyInstall()
    await bootstrap(deps, { email: 'ada@acme.test', organization: 'acme' })
    expect(await refusalOf(seedDemo(deps))).toBe('ALREADY_SET_UP')
    await deps.store.close()
  })

  it('hands out a link that signs in as an admin, once', async () => {
    await using demo = await Demo.seeded()
    const { openDemo } = useCases(demo.deps)
    const token = new URL(await issueDemoLink(demo.deps, demo.result.admin.account)).searchParams.get(
      'token',
    )!
    const open = () =>
      openDemo(
        { params: {}, query: {}, body: { token, answer_as: 'token' } },
        { caller: undefined, address: '192.0.2.1', now: TODAY },
      )
    expect((await open()).answer).toMatchObject({ user: { email: 'kim@acme.example' }, organization: 'acme' })
    expect(await refusalOf(open())).toBe('LINK_NOT_VALID')
  })

  it('takes seconds, not minutes', { timeout: 20_000 }, async () => {
    const begin = performance.now()
    await using _ = await Demo.seeded()
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})
