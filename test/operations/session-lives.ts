/** What holds of sessions, whichever store they are in. */
import { describe, expect, it } from 'vitest'
import { rotateSession } from '../../src/operations/account/rotate-session.ts'
import type { Caller } from '../../src/operations/call.ts'
import { Refused } from '../../src/operations/refused.ts'
import { Sessions } from '../../src/operations/sessions.ts'
import { accountById, endSessions, sessionById } from '../../src/store/store.ts'
import { PASSWORD, second, type Town } from '../support/town.ts'

const SECOND = 1000
const HOUR = 3_600_000
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

export type OpenTown = () => Promise<Town & { ada: Caller; service: Caller }>

async function signIn(town: Town, email = 'ada@acme.test', more: object = {}): Promise<string> {
  const body = { email, password: PASSWORD }
  return (await town.result(undefined, 'signIn', { body }, more)).session!.token
}

async function caller(town: Town, token: string): Promise<Caller> {
  return (await town.caller(token))!
}

/** What whoever holds the token is told. */
async function told(town: Town, token: string): Promise<string> {
  try {
    return (await town.deps.sessions.admit(token, town.now)) === undefined ? 'nothing' : 'in force'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

export function sessionLives(open: OpenTown): void {
  describe('a session', () => {
    it('keeps how, when and from where it began, and what the sign-in said', async () => {
      await using town = await open()
      const token = await signIn(town, undefined, { address: '198.51.100.7', userAgent: FIREFOX })
      const { session } = await caller(town, token)
      expect(await sessionById(town.deps.store, session!)).toMatchObject({
        method: 'password',
        createdAt: town.now,
        address: '198.51.100.7',
        device: 'Firefox on Linux',
        claims: { email: 'ada@acme.test', groups: [], roles: [] },
      })
    })

    it('is in force until the last second of its idle time and not one longer (SES-05)', async () => {
      await using town = await open()
      const token = await signIn(town)
      await caller(town, token)
      town.now += 12 * HOUR - SECOND
      expect(await told(town, token)).toBe('in force')
      town.now += 12 * HOUR
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
    })

    it('ends at the absolute limit however often it is used (SES-05)', async () => {
      await using town = await open()
      await town.ask(town.ada, 'changeSettings', {
        body: { session_idle_lifetime: 3600, session_absolute_lifetime: 7200 },
      })
      const token = await signIn(town)
      const began = town.now
      for (; town.now < began + 2 * HOUR - 60 * SECOND; town.now += 60 * SECOND)
        expect(await told(town, token)).toBe('in force')
      town.now = began + 2 * HOUR - SECOND
      expect(await told(town, token)).toBe('in force')
      town.now += SECOND
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
    })

    it('tells only whoever held it that it is over', async () => {
      await using town = await open()
      const token = await signIn(town)
      await town.ask(await caller(town, token), 'signOut', { body: {} })
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
      const guessed = `${token.slice(0, -3)}${token.endsWith('AAA') ? 'BBB' : 'AAA'}`
      expect(await told(town, guessed)).toBe('nothing')
    })
  })

  describe('lifetimes that are changed', () => {
    it('hold for sessions that are there already, where they are shorter', async () => {
      await using town = await open()
      const token = await signIn(town)
      await caller(town, token)
      await town.ask(town.ada, 'changeSettings', { body: { session_idle_lifetime: 3600 } })
      town.now += HOUR - SECOND
      expect(await told(town, token)).toBe('in force')
      town.now += HOUR
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
      const old = await signIn(town)
      town.now += HOUR / 2
      const ada = await caller(town, old)
      await town.ask(ada, 'changeSettings', {
        body: { session_idle_lifetime: 1800, session_absolute_lifetime: 1800 },
      })
      expect(await told(town, old)).toBe('SESSION_EXPIRED')
    })

    it('hold for sessions to come alone, where they are longer', async () => {
      await using town = await open()
      const token = await signIn(town)
      await town.ask(await caller(town, token), 'changeSettings', {
        body: { session_idle_lifetime: 48 * 3600 },
      })
      town.now += 12 * HOUR
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
      const fresh = await signIn(town)
      town.now += 47 * HOUR
      expect(await told(town, fresh)).toBe('in force')
    })

    it('of another process are taken in with its log', async () => {
      await using town = await open()
      const token = await signIn(town)
      const other = new Sessions(town.deps.store, town.deps.organizations)
      expect(await other.find(token, town.now)).toBeDefined()
      town.now += 120 * SECOND
      expect(await other.find(token, town.now)).toBeDefined()
      await town.ask(town.ada, 'changeSettings', { body: { session_idle_lifetime: 300 } })
      await other.followRevocations()
      // A use that was noted before, and is written now, counts; it does not bring the old time back.
      await other.flush()
      expect(await other.find(token, town.now + 299 * SECOND)).toBeDefined()
      const later = new Sessions(town.deps.store, town.deps.organizations)
      expect(await later.find(token, town.now + 300 * SECOND)).toBeUndefined()
    })

    it('are those of every organization that the session comes into', async () => {
      await using town = await open()
      const admin = await second(town, 'globex')
      await town.ask(admin, 'changeSettings', {
        params: { organization: 'globex' },
        body: { session_idle_lifetime: 3600 },
      })
      const token = await signIn(town)
      await town.ask(admin, 'inviteUser', {
        params: { organization: 'globex' },
        body: { email: 'ada@acme.test' },
      })
      const ada = await caller(town, token)
      await town.ask(ada, 'listProjects', { params: { organization: 'globex' } })
      town.now += HOUR
      expect(await told(town, token)).toBe('SESSION_EXPIRED')
    })
  })

  describe('one’s own sessions', () => {
    it('are listed with the one that asks, and end one by one', async () => {
      await using town = await open()
      const [here, there] = [await signIn(town), await signIn(town, undefined, { userAgent: FIREFOX })]
      const ada = await caller(town, here)
      const { items } = await town.ask(ada, 'listAccountSessions')
      expect(items.filter(({ current }) => current).map(({ id }) => id)).toEqual([ada.session])
      const other = items.find(({ device }) => device === 'Firefox on Linux')!
      expect(other).toMatchObject({ method: 'password', address: '192.0.2.1', current: false })
      await town.ask(ada, 'revokeAccountSession', { params: { session: other.id } })
      expect([await told(town, there), await told(town, here)]).toEqual(['SESSION_EXPIRED', 'in force'])
      const own = await town.result(ada, 'revokeAccountSession', { params: { session: ada.session! } })
      expect([own.endsSession, await told(town, here)]).toEqual([true, 'SESSION_EXPIRED'])
    })

    it('are listed while they are in force, and not one longer', async () => {
      await using town = await open()
      const [used, left] = [await signIn(town), await signIn(town)]
      const ids = async (): Promise<string[]> => {
        const { items } = await town.ask(await caller(town, used), 'listAccountSessions')
        return items.map(({ id }) => id)
      }
      const [one, other] = [(await caller(town, used)).session!, (await caller(town, left)).session!]
      town.now += 12 * HOUR - SECOND
      expect(await ids()).toEqual(expect.arrayContaining([one, other]))
      town.now += SECOND
      expect(await ids()).toEqual([one])
      // What has ended can be ended no more.
      const ended = town.ask(await caller(town, used), 'revokeAccountSession', { params: { session: other } })
      expect(await town.code(ended)).toBe('NOT_FOUND')
    })

    it('are nobody else’s to see or end', async () => {
      await using town = await open()
      const bo = await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
      const { items } = await town.ask(bo, 'listAccountSessions')
      expect(items.map(({ id }) => id)).toEqual([bo.session])
      const ended = town.ask(bo, 'revokeAccountSession', { params: { session: town.ada.session! } })
      expect(await town.code(ended)).toBe('NOT_FOUND')
    })

    it('end all but one at once, also what begins or goes on meanwhile (SES-15)', async () => {
      await using town = await open()
      const [here, there] = [await signIn(town), await signIn(town)]
      const [ada, elsewhere] = [await caller(town, here), await caller(town, there)]
      const { epoch } = (await accountById(town.deps.store, ada.account))!
      const refreshed = await rotateSession(town.deps, town.call(elsewhere), epoch)
      const late = await rotateSession(town.deps, town.call(elsewhere), epoch)
      await town.deps.store.write(refreshed.writes)
      const { ended } = await town.ask(ada, 'revokeOtherSessions', { body: {} })
      expect(ended).toBeGreaterThanOrEqual(1)
      expect(await told(town, here)).toBe('in force')
      for (const token of [there, refreshed.token]) expect(await told(town, token)).toBe('SESSION_EXPIRED')
      // A refresh that was read before and is written now finds its session ended.
      expect(await town.deps.store.write(late.writes)).toMatchObject({ outcome: 'conflict' })
      expect(await told(town, late.token)).toBe('nothing')
    })
  })

  describe('a session that is rotated', () => {
    it('goes on under another token, no longer than it would have', async () => {
      await using town = await open()
      const before = await signIn(town)
      const ada = await caller(town, before)
      town.now += HOUR
      const { epoch } = (await accountById(town.deps.store, ada.account))!
      const begun = await rotateSession(town.deps, town.call(ada), epoch + 1)
      const { build } = town.deps.store
      await town.deps.store.write([...endSessions(build, ada.account, town.now), ...begun.writes])
      await town.deps.sessions.followRevocations()
      expect([await told(town, before), await told(town, begun.token)]).toEqual([
        'SESSION_EXPIRED',
        'in force',
      ])
      const old = (await sessionById(town.deps.store, ada.session!))!
      expect(begun.expiresAt).toBe(old.absoluteExpiresAt)
    })
  })

  describe('sessions that open an organization', () => {
    it('are listed for whoever sees people; from where, for whoever could end them', async () => {
      await using town = await open()
      const bo = await town.person(town.ada, 'bo@acme.test')
      await town.ask(town.ada, 'createRole', {
        body: { name: 'Reader', permissions: ['organization.user.read'] },
      })
      const reader = await town.person(town.ada, 'reader@acme.test', { role: 'Reader' })
      const all = await town.ask(town.ada, 'listSessions')
      expect(new Set(all.items.map(({ user }) => user.email))).toEqual(
        new Set(['ada@acme.test', 'bo@acme.test', 'reader@acme.test']),
      )
      const [ofBo] = (await town.ask(town.ada, 'listSessions', { query: { user: 'bo@acme.test' } })).items
      expect(ofBo).toMatchObject({ id: bo.session, address: '192.0.2.1' })
      const seen = await town.ask(reader, 'listSessions')
      expect(seen.items.find(({ id }) => id === bo.session)).not.toHaveProperty('address')
      expect(seen.items.find(({ id }) => id === reader.session)).toMatchObject({ address: '192.0.2.1' })
      expect(await town.code(town.ask(bo, 'listSessions'))).toBe('NOT_ALLOWED')
    })

    it('end whole where they open nothing else', async () => {
      await using town = await open()
      const bo = await town.person(town.ada, 'bo@acme.test')
      await town.ask(town.ada, 'revokeSession', { params: { session: bo.session! } })
      expect((await sessionById(town.deps.store, bo.session!))!.revokedAt).toBe(town.now)
      const again = town.ask(town.ada, 'revokeSession', { params: { session: bo.session! } })
      expect(await town.code(again)).toBe('NOT_FOUND')
    })

    it('end here alone where they open other organizations, and nothing here tells which', async () => {
      await using town = await open()
      const admin = await second(town, 'globex')
      const globex = { params: { organization: 'globex' } }
      await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
      await town.ask(admin, 'inviteUser', { ...globex, body: { email: 'bo@acme.test', role: 'viewer' } })
      const token = await signIn(town, 'bo@acme.test')
      const other = new Sessions(town.deps.store, town.deps.organizations)
      await other.find(token, town.now)
      const { session } = await caller(town, token)
      const answer = await town.ask(town.ada, 'revokeSession', { params: { session: session! } })
      expect(answer).toEqual({})
      for (const sessions of [town.deps.sessions, other]) {
        await sessions.followRevocations()
        const bo = (await sessions.find(token, town.now))!
        expect(await town.code(town.ask(bo, 'listProjects'))).toBe('SESSION_EXPIRED')
        expect((await town.ask(bo, 'showOrganization', globex)).name).toBe('globex')
        expect((await town.ask(bo, 'whoAmI')).organizations.map(({ name }) => name)).toEqual(['globex'])
      }
      const listed = await town.ask(town.ada, 'listSessions', { query: { user: 'bo@acme.test' } })
      expect(listed.items.some(({ id }) => id === session)).toBe(false)
      const fresh = await caller(town, await signIn(town, 'bo@acme.test'))
      expect((await town.ask(fresh, 'showOrganization')).name).toBe('acme')
    })

    it('that ended here come back neither by rotating nor through the browser', async () => {
      await using town = await open()
      const admin = await second(town, 'globex')
      const globex = { params: { organization: 'globex' } }
      await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
      await town.ask(admin, 'inviteUser', { ...globex, body: { email: 'bo@acme.test', role: 'viewer' } })
      const bo = await caller(town, await signIn(town, 'bo@acme.test'))
      const started = await town.ask(undefined, 'startDeviceLogin', { body: { client: 'cli' } })
      const { user_code, device_code } = started
      await town.ask(bo, 'showDeviceLogin', { body: { user_code } })
      await town.ask(bo, 'decideDeviceLogin', { body: { user_code, decision: 'approve' } })
      await town.ask(town.ada, 'revokeSession', { params: { session: bo.session! } })
      const polled = await town.ask(undefined, 'pollDeviceLogin', { body: { device_code } })
      if (polled.state !== 'approved') throw new Error(polled.state)
      const { epoch } = (await accountById(town.deps.store, bo.account))!
      const rotated = await rotateSession(town.deps, town.call(bo), epoch)
      await town.deps.store.write(rotated.writes)
      for (const token of [polled.token, rotated.token]) {
        const again = await caller(town, token)
        expect(await town.code(town.ask(again, 'listProjects'))).toBe('SESSION_EXPIRED')
        expect((await town.ask(again, 'showOrganization', globex)).name).toBe('globex')
      }
    })

    it('of people elsewhere are not there', async () => {
      await using town = await open()
      const admin = await second(town, 'globex')
      const ended = (session: string) =>
        town.refusal(town.ask(town.ada, 'revokeSession', { params: { session } }))
      const [a, b] = [await ended(admin.session!), await ended('ses_none')]
      expect([a.refusal.code, b.refusal.code]).toEqual(['NOT_FOUND', 'NOT_FOUND'])
      expect(a.refusal.detail.replace(admin.session!, 'X')).toBe(b.refusal.detail.replace('ses_none', 'X'))
      expect(await town.deps.sessions.find('x', town.now)).toBeUndefined()
    })

    it('are only those of people who may come in, by a method that the organization takes', async () => {
      await using town = await open()
      const listed = async () => (await town.ask(town.service, 'listSessions')).items.length
      await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
      const admin = await second(town, 'globex')
      const globex = { params: { organization: 'globex' } }
      await town.ask(admin, 'inviteUser', { ...globex, body: { email: 'bo@acme.test', role: 'viewer' } })
      const before = await listed()
      await town.ask(town.service, 'blockUser', { params: { user: 'bo@acme.test' }, body: {} })
      expect(await listed()).toBe(before - 1)
      // They sign in elsewhere; that session does not open this organization while they are blocked here.
      const fresh = await caller(town, await signIn(town, 'bo@acme.test'))
      expect((await town.ask(fresh, 'showOrganization', globex)).name).toBe('globex')
      expect(await listed()).toBe(before - 1)
      await town.ask(town.service, 'unblockUser', { params: { user: 'bo@acme.test' }, body: {} })
      expect(await listed()).toBe(before)
      const living = (await town.deps.organizations.named('acme'))!
      living.snapshot.organization = { ...living.snapshot.organization, passwords: false }
      expect(await listed()).toBe(0)
    })
  })
}
