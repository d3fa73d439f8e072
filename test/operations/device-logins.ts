/** What holds of signing a program in through a browser, whichever store it is in (TOK-10). */
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import { hashUserCode, userCodeIn } from '../../src/operations/device/user-code.ts'
import { outdated } from '../../src/operations/housekeeping.ts'
import { PASSWORD, type Town } from '../support/town.ts'
import type { OpenTown } from './session-lives.ts'

const SECOND = 1000

async function start(town: Town, address = '203.0.113.9') {
  return town.ask(undefined, 'startDeviceLogin', { body: { client: 'cli', device: 'laptop' } }, { address })
}

async function poll(town: Town, device_code: string) {
  return town.ask(undefined, 'pollDeviceLogin', { body: { device_code } })
}

const show = (town: Town, who: Caller, user_code: string) =>
  town.ask(who, 'showDeviceLogin', { body: { user_code } })

const decide = (town: Town, who: Caller, user_code: string, decision = 'approve') =>
  town.ask(who, 'decideDeviceLogin', { body: { user_code, decision } })

async function agreed(town: Town, who: Caller) {
  const started = await start(town)
  await show(town, who, started.user_code)
  await decide(town, who, started.user_code)
  return started
}

export function deviceLogins(open: OpenTown): void {
  describe('signing in through a browser', () => {
    it('gives the program a session of its own, once', async () => {
      await using town = await open()
      const started = await start(town)
      expect(started.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
      expect(started).toMatchObject({
        verification_url: 'https://access.test/device',
        verification_url_complete: `https://access.test/device?code=${started.user_code}`,
        interval: 5,
        expires_at: new Date(town.now + 600 * SECOND).toISOString(),
      })
      expect(await poll(town, started.device_code)).toEqual({ state: 'authorization_pending', interval: 5 })
      const spelt = started.user_code.toLowerCase().replace('-', ' ')
      expect(await show(town, town.ada, spelt)).toMatchObject({
        client: 'cli',
        device: 'laptop',
        address: '203.0.113.9',
        same_address: false,
      })
      await decide(town, town.ada, spelt)
      town.now += 5 * SECOND
      const polled = await poll(town, started.device_code)
      if (polled.state !== 'approved') throw new Error(polled.state)
      const program = (await town.caller(polled.token))!
      expect(program).toMatchObject({ account: town.ada.account, method: 'password' })
      expect(program.session).not.toBe(town.ada.session)
      town.now += 5 * SECOND
      expect(await poll(town, started.device_code)).toEqual({ state: 'expired_token' })
      const { items } = await town.ask(town.ada, 'listAccountSessions')
      expect(items.find(({ id }) => id === program.session)).toMatchObject({
        device: 'cli on laptop',
        address: '203.0.113.9',
      })
      await town.ask(town.ada, 'revokeAccountSession', { params: { session: program.session! } })
      expect(await town.caller(polled.token)).toBeUndefined()
    })

    it('ends with what was refused', async () => {
      await using town = await open()
      const started = await start(town)
      await show(town, town.ada, started.user_code)
      await decide(town, town.ada, started.user_code, 'deny')
      expect(await poll(town, started.device_code)).toEqual({ state: 'access_denied' })
      expect(await town.code(decide(town, town.ada, started.user_code))).toBe('NOT_FOUND')
    })

    it('is over after ten minutes, agreed to or not', async () => {
      await using town = await open()
      const [late, never] = [await agreed(town, town.ada), await start(town)]
      town.now += 600 * SECOND
      for (const { device_code } of [late, never])
        expect(await poll(town, device_code)).toEqual({ state: 'expired_token' })
      expect(await town.code(show(town, town.ada, never.user_code))).toBe('NOT_FOUND')
    })

    it('slows down whoever polls too fast, more each time', async () => {
      await using town = await open()
      const { device_code } = await start(town)
      await poll(town, device_code)
      town.now += 4 * SECOND
      expect(await poll(town, device_code)).toEqual({ state: 'slow_down', interval: 10 })
      town.now += 5 * SECOND
      expect(await poll(town, device_code)).toEqual({ state: 'slow_down', interval: 15 })
      town.now += 10 * SECOND
      expect(await poll(town, device_code)).toEqual({ state: 'authorization_pending', interval: 15 })
    })

    it('gives one session to two that collect at the same moment', async () => {
      await using town = await open()
      const { device_code } = await agreed(town, town.ada)
      const both = await Promise.all([poll(town, device_code), poll(town, device_code)])
      expect(both.filter(({ state }) => state === 'approved')).toHaveLength(1)
    })

    it('is decided by the session that was shown who asks, and by no other', async () => {
      await using town = await open()
      const bo = await town.person(town.ada, 'bo@acme.test')
      const { user_code, device_code } = await start(town)
      expect(await town.code(decide(town, town.ada, user_code))).toBe('PRECONDITION_FAILED')
      await show(town, town.ada, user_code)
      await show(town, bo, user_code)
      expect(await town.code(decide(town, town.ada, user_code))).toBe('PRECONDITION_FAILED')
      await decide(town, bo, user_code)
      const polled = await poll(town, device_code)
      expect(polled).toMatchObject({ state: 'approved', user: { email: 'bo@acme.test' } })
    })

    it('lets nobody guess codes for long', async () => {
      await using town = await open()
      const codes: string[] = []
      for (let tries = 0; tries < 11; tries++)
        codes.push(await town.code(show(town, town.ada, `BBBB-BBB${'BCDFGHJKLMN'[tries]}`)))
      expect(codes.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 'NOT_FOUND'))
      expect(codes.at(-1)).toBe('THROTTLED')
    })

    it('does not give back guesses for a code of one’s own', async () => {
      await using town = await open()
      const { user_code } = await start(town)
      const codes: string[] = []
      for (let tries = 0; tries < 12; tries++) {
        const asked = tries % 3 === 2 ? user_code : `BBBB-BBB${'BCDFGHJKLMNP'[tries]}`
        codes.push(
          await show(town, town.ada, asked).then(
            () => 'shown',
            () => 'refused',
          ),
        )
      }
      expect(await town.code(show(town, town.ada, user_code))).toBe('THROTTLED')
    })

    it('lets one network begin so many, whichever of its addresses they come from', async () => {
      await using town = await open()
      for (let begun = 0; begun < 100; begun++) await start(town, `2001:db8::${begun.toString(16)}`)
      expect(await town.code(start(town, '2001:db8::ffff'))).toBe('THROTTLED')
      await start(town, '2001:db8:0:1::1')
    })

    it('lets one address wait with so many at once', async () => {
      await using town = await open()
      for (let begun = 0; begun < 20; begun++) await start(town)
      expect(await town.code(start(town))).toBe('THROTTLED')
      await start(town, '203.0.113.10')
      town.now += 600 * SECOND
      await start(town)
    })

    it('gives nothing where the session that agreed has ended meanwhile, or all of them', async () => {
      await using town = await open()
      const signedIn = async () => {
        const body = { email: 'ada@acme.test', password: PASSWORD }
        return (await town.caller((await town.result(undefined, 'signIn', { body })).session!.token))!
      }
      const one = await signedIn()
      const first = await agreed(town, one)
      await town.ask(one, 'signOut', { body: {} })
      expect(await poll(town, first.device_code)).toEqual({ state: 'access_denied' })
      const second = await agreed(town, await signedIn())
      await town.ask(await signedIn(), 'revokeOtherSessions', { body: {} })
      expect(await poll(town, second.device_code)).toEqual({ state: 'access_denied' })
    })

    it('is no fresh sign-in, and lasts no longer than the session that agreed', async () => {
      await using town = await open()
      const { items } = await town.ask(town.ada, 'listAccountSessions')
      const own = items.find(({ current }) => current)!
      town.now += 3600 * SECOND
      const { device_code } = await agreed(town, town.ada)
      const polled = await poll(town, device_code)
      if (polled.state !== 'approved') throw new Error(polled.state)
      expect(polled.expires_at).toBe(own.expires_at)
      const { session } = (await town.caller(polled.token))!
      const { items: all } = await town.ask(town.ada, 'listAccountSessions')
      expect(all.find(({ id }) => id === session)!.created_at).toBe(own.created_at)
    })

    it('is forgotten a day after it was over', async () => {
      await using town = await open()
      await start(town)
      const { store } = town.deps
      const left = async () =>
        (await store.rows(store.build.from.selectFrom('device_logins').selectAll())).length
      await store.write(outdated(town.deps, town.now + 24 * 3600 * SECOND))
      expect(await left()).toBe(1)
      await store.write(outdated(town.deps, town.now + 25 * 3600 * SECOND))
      expect(await left()).toBe(0)
    })

    it('keeps neither code where a thief of the store could use it', async () => {
      await using town = await open()
      const { device_code, user_code } = await start(town)
      const { store, secretKey } = town.deps
      const [row] = await store.rows(store.build.from.selectFrom('device_logins').selectAll())
      const text = JSON.stringify(row)
      expect(text).not.toContain(device_code.slice(4))
      expect(text).not.toContain(user_code)
      expect(row!.user_code_hash).toBe(hashUserCode(secretKey, user_code))
      expect(row!.user_code_hash).not.toBe(hashUserCode(new Uint8Array(32), user_code))
      for (const value of Object.values(row!))
        expect((await poll(town, String(value))).state).toBe('expired_token')
    })
  })

  it.each([
    ['BCDF-GHJK', 'BCDF-GHJK'],
    [' bcdf ghjk ', 'BCDF-GHJK'],
    ['bcdfghjk', 'BCDF-GHJK'],
    ['ABCD-EFGH', undefined],
    ['BCDF-GHJ', undefined],
    ['BCDF-GHJKL', undefined],
    ['', undefined],
  ])('a code typed as %j is %j', (typed, code) => {
    expect(userCodeIn(typed)).toBe(code)
  })
}
