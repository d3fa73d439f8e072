/** Passwords on either store: forgotten, reset, changed; by whom, for whom, and what it ends. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smtpMailer } from '../../src/mail/smtp.ts'
import type { Caller } from '../../src/operations/call.ts'
import { PostOffice } from '../../src/operations/mail/post-office.ts'
import { accountByEmail, type StoreOptions } from '../../src/store/store.ts'
import { linkIn, type MailServer, mailServer, type Received } from '../support/mail-server.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const HOUR = 3_600_000
const NEW = 'granite wobble teapot 41'

const tokenIn = (url: string): string => new URL(url).searchParams.get('token')!

export function passwordPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let town: Town & { ada: Caller; service: Caller }
  let server: MailServer
  let office: PostOffice
  let count = 0
  beforeAll(async () => {
    server = await mailServer()
    town = await Town.withAcme(await place(), { mail: smtpMailer(server.settings()) })
    office = new PostOffice(town.deps, town.deps.mail!)
  })
  afterAll(async () => {
    await town[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  /** What went out since it was asked last. */
  async function mails(): Promise<Received[]> {
    await town.deps.errands.done()
    await office.deliver()
    return server.received.splice(0)
  }
  const fresh = (): string => `person${count++}@acme.test`
  async function invited(email: string, organization = 'acme', by = town.ada): Promise<string> {
    await mails()
    await town.invite(by, email, { role: 'viewer' }, organization)
    const [letter] = await mails()
    return linkIn(letter!)
  }
  /** An active member, by mail. */
  async function member(email = fresh()): Promise<Caller & { email: string }> {
    return { ...(await town.activate(await invited(email))), email }
  }
  const forgot = (email: string, address = `192.0.2.${(count++ % 200) + 2}`) =>
    town.ask(undefined, 'forgotPassword', { body: { email } }, { address })
  const reset = (token: string, password = NEW) =>
    town.ask(undefined, 'resetPassword', { body: { token, password } })
  const signIn = (email: string, password: string) =>
    town.ask(undefined, 'signIn', { body: { email, password } }, { address: `198.51.100.${count++ % 250}` })
  async function resetLink(email: string): Promise<string> {
    await mails()
    await forgot(email)
    const [letter] = await mails()
    return tokenIn(linkIn(letter!))
  }
  const sessions = async (account: string) => {
    const { store } = town.deps
    const { epoch } = (await store.first(
      store.build.from.selectFrom('accounts').select('epoch').where('id', '=', account),
    ))!
    const query = store.build.from.selectFrom('sessions').select('id').where('account', '=', account)
    return (await store.rows(query.where('revoked_at', 'is', null).where('epoch', '=', epoch))).map(
      ({ id }) => id,
    )
  }
  describe('forgot password', () => {
    it('F32 mails a link that sets a new password once, ends every session, and tells the owner', async () => {
      const person = await member()
      const other = await signIn(person.email, PASSWORD)
      expect(other.user.email).toBe(person.email)
      expect(await sessions(person.account)).toHaveLength(2)
      await forgot(person.email.toUpperCase())
      const [letter, ...more] = await mails()
      expect(more).toEqual([])
      expect(letter!.to).toEqual([person.email])
      expect(linkIn(letter!)).toMatch(/^https:\/\/access\.test\/reset\?token=cpl_/)
      const token = tokenIn(linkIn(letter!))
      expect(await reset(token)).toEqual({})
      expect(await sessions(person.account)).toEqual([])
      expect(await town.code(signIn(person.email, PASSWORD))).toBe('BAD_CREDENTIAL')
      expect((await signIn(person.email, NEW)).user.email).toBe(person.email)
      expect((await mails()).map(({ headers }) => headers.subject)).toEqual(['Your password was changed'])
      const again = await town.refusal(reset(token, 'another granite wobble 5'))
      expect([again.refusal.code, again.refusal.detail]).toEqual([
        'LINK_NOT_VALID',
        'this link was used already',
      ])
    })

    it('proves the address: whoever followed a link that only the mailbox had is verified everywhere', async () => {
      const { email } = await member()
      const { store } = town.deps
      await store.write([
        store.build.update('accounts', { email }, { email_verified_by: 'activation:cus_other' }),
      ])
      await reset(await resetLink(email))
      expect((await accountByEmail(store, email))!.emailVerifiedBy).toBe('mail')
    })

    it('RST-08 answers alike and mails nothing for whoever has no password to forget', async () => {
      const blocked = await member()
      await town.ask(town.ada, 'blockUser', { params: { user: blocked.email } })
      const removed = await member()
      await town.ask(town.ada, 'removeUser', { params: { user: removed.email } })
      const pending = fresh()
      await invited(pending)
      const sso = await member()
      const { store } = town.deps
      await store.write([store.build.update('accounts', { email: sso.email }, { password_hash: null })])
      const nobody = ['ghost@acme.test', 'not an address', '@', `${'x'.repeat(250)}@a`]
      for (const email of [blocked.email, removed.email, pending, sso.email, ...nobody]) {
        expect(await forgot(email), email).toEqual({ mail: true })
        expect(await mails(), email).toEqual([])
      }
    })

    it('F34 never activates a pending invitation, whatever link is tried', async () => {
      const email = fresh()
      const link = await invited(email)
      await forgot(email)
      expect(await mails()).toEqual([])
      expect(await town.code(reset(tokenIn(link)))).toBe('LINK_NOT_VALID')
      expect(await town.code(signIn(email, NEW))).toBe('BAD_CREDENTIAL')
      await town.activate(link)
      expect((await signIn(email, PASSWORD)).user.email).toBe(email)
    })

    it('the newest link replaces those before it, and lives for an hour', async () => {
      const { email } = await member()
      const old = await resetLink(email)
      const newest = await resetLink(email)
      expect(await town.code(reset(old))).toBe('LINK_NOT_VALID')
      town.now += HOUR
      expect(await town.code(reset(newest))).toBe('LINK_NOT_VALID')
      const last = await resetLink(email)
      town.now += HOUR - 1
      expect(await reset(last)).toEqual({})
    })

    it('a letter that has not left when a newer one is asked for never leaves', async () => {
      const { email } = await member()
      await forgot(email)
      await town.deps.errands.done()
      await forgot(email)
      expect(await mails()).toHaveLength(1)
    })

    it('RST-04 one of two uses at the same moment sets the password', async () => {
      const { email } = await member()
      const token = await resetLink(email)
      const passwords = ['granite wobble teapot 1', 'granite wobble teapot 2', 'granite wobble teapot 3']
      const ends = await Promise.allSettled(passwords.map((password) => reset(token, password)))
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const winner = ends.findIndex(({ status }) => status === 'fulfilled')
      expect((await signIn(email, passwords[winner]!)).user.email).toBe(email)
    })

    it('AUTH-18 is dead once the person is blocked, and works again when they are not', async () => {
      const { email } = await member()
      const token = await resetLink(email)
      await town.ask(town.ada, 'blockUser', { params: { user: email } })
      expect(await town.code(reset(token))).toBe('LINK_NOT_VALID')
      await town.ask(town.ada, 'unblockUser', { params: { user: email } })
      expect(await reset(token)).toEqual({})
    })

    it('RST-16 mails five times an hour at most, however often and from wherever it is asked', async () => {
      const { email } = await member()
      for (let at = 0; at < 30; at++) expect(await forgot(email)).toEqual({ mail: true })
      await town.deps.errands.done()
      const { store } = town.deps
      const { id } = (await accountByEmail(store, email))!
      const sent = await store.rows(
        store.build.from
          .selectFrom('mail')
          .select('id')
          .where('account', '=', id)
          .where('kind', '=', 'password_reset'),
      )
      expect(sent).toHaveLength(5)
      await mails()
      town.now += HOUR
      await forgot(email)
      expect(await mails()).toHaveLength(1)
    })

    it('a password that the rules refuse leaves the link as it was', async () => {
      const { email } = await member()
      const token = await resetLink(email)
      for (const password of ['too short', 'passwordpassword1', email, 'x'.repeat(20)]) {
        const refused = await town.refusal(reset(token, password))
        expect([refused.refusal.code, refused.refusal.field]).toEqual(['INVALID', '/password'])
      }
      expect(await reset(token)).toEqual({})
    })
  })

  describe('changing one’s own password', () => {
    const change = (person: Caller, current: string, password: string) =>
      town.result(person, 'changePassword', {
        body: { current_password: current, password, answer_as: 'token' },
      })

    it('takes the present one, ends the other sessions and every reset, and goes on under a new token', async () => {
      const person = await member()
      const laptop = (await signIn(person.email, PASSWORD)).expires_at
      expect(laptop).toBeDefined()
      const token = await resetLink(person.email)
      const { session } = await change(person, PASSWORD, NEW)
      expect(await sessions(person.account)).toHaveLength(1)
      const now = await town.caller(session!.token)
      expect(now).toMatchObject({ account: person.account, method: 'password' })
      expect(now!.session).not.toBe(person.session)
      expect(await town.code(reset(token))).toBe('LINK_NOT_VALID')
      expect((await signIn(person.email, NEW)).user.email).toBe(person.email)
      expect((await mails()).map(({ headers }) => headers.subject)).toContain('Your password was changed')
    })

    it('AUTH-26 is refused without the present one, in an old session, and to a program', async () => {
      const person = await member()
      expect(await town.code(change(person, 'not the present one', NEW))).toBe('BAD_CREDENTIAL')
      expect(await town.code(change(town.service, PASSWORD, NEW))).toBe('TOKEN_SCOPE')
      town.now += 24 * HOUR
      expect(await town.code(change(person, PASSWORD, NEW))).toBe('STEP_UP_REQUIRED')
      const { session } = await town.result(undefined, 'signIn', {
        body: { email: person.email, password: PASSWORD },
      })
      await change((await town.caller(session!.token))!, PASSWORD, NEW)
    })

    it('AUTH-09 counts wrong guesses with those at the sign-in', async () => {
      const person = await member()
      const guess = { address: '203.0.113.77' }
      for (let at = 0; at < 5; at++) {
        const body = { current_password: `guess ${at}`, password: NEW }
        expect(await town.code(town.ask(person, 'changePassword', { body }, guess))).toBe('BAD_CREDENTIAL')
        const wrong = { email: person.email, password: `guess ${at}` }
        expect(await town.code(town.ask(undefined, 'signIn', { body: wrong }, guess))).toBe('BAD_CREDENTIAL')
      }
      const body = { current_password: PASSWORD, password: NEW }
      expect(await town.code(town.ask(person, 'changePassword', { body }, guess))).toBe('THROTTLED')
    })

    it('refuses the present one again, and one that anybody would try', async () => {
      const person = await member()
      for (const password of [PASSWORD, 'passwordpassword1', 'acme acme acme 12345', person.email]) {
        const { refusal } = await town.refusal(change(person, PASSWORD, password))
        expect([refusal.code, refusal.field], password).toEqual(['INVALID', '/password'])
      }
    })

    it('is made once of two at the same moment', async () => {
      const person = await member()
      const ends = await Promise.allSettled(
        ['granite wobble teapot 1', 'granite wobble teapot 2'].map((password) =>
          change(person, PASSWORD, password),
        ),
      )
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await sessions(person.account)).toHaveLength(1)
    })
  })

  describe('S0-4 an operator’s reset', () => {
    const operator = (user: string, query = {}, by = town.ada, organization = 'acme') =>
      town.ask(by, 'resetUserPassword', { params: { user, organization }, query, body: {} })

    it('mails the link to a local-password account of this organization alone', async () => {
      const person = await member()
      const dry = await operator(person.email, { dry_run: 'true' })
      expect(dry).toEqual({
        dry_run: true,
        user: { id: person.account, email: person.email },
        delivery: 'mail',
      })
      expect(await mails()).toEqual([])
      const answer = await operator(person.email)
      expect(answer).toMatchObject({ delivery: 'mail', mail: expect.stringMatching(/^mai_/) as string })
      expect(answer.reset_url).toBeUndefined()
      const [letter] = await mails()
      expect(letter!.to).toEqual([person.email])
      expect(await reset(tokenIn(linkIn(letter!)))).toEqual({})
    })

    it('is refused, with the reason, for everybody else', async () => {
      const pending = fresh()
      await invited(pending)
      const sso = await member()
      const { store } = town.deps
      await store.write([store.build.update('accounts', { email: sso.email }, { password_hash: null })])
      const blocked = await member()
      await town.ask(town.ada, 'blockUser', { params: { user: blocked.email } })
      const both = await member()
      const name = `globex${count++}`
      const gus = await second(town, name)
      await town.invite(gus, both.email, {}, name)
      await mails()
      const service = town.service.account
      const cases = [
        [pending, /not accepted their invitation/],
        [sso.email, /single sign-on/],
        [blocked.email, /blocked/],
        [both.email, /another organization/],
        [service, /automation account/],
      ] as const
      for (const [user, why] of cases) {
        const { refusal } = await town.refusal(operator(user))
        expect([refusal.code, why.test(refusal.detail)], user).toEqual(['RESET_NOT_APPLICABLE', true])
      }
      expect(await town.code(operator('ghost@acme.test'))).toBe('NOT_FOUND')
      expect(await mails()).toEqual([])
    })

    it('takes the permission, and shows nothing of people elsewhere', async () => {
      const person = await member()
      expect(await town.code(operator(town.ada.account, {}, person))).toBe('NOT_ALLOWED')
      const name = `initech${count++}`
      const ian = await second(town, name)
      expect(await town.code(operator(person.email, {}, ian, name))).toBe('NOT_FOUND')
      expect(await town.code(operator(person.email, {}, ian))).toBe('NOT_FOUND')
    })

    it('activates nobody: of an invited person neither the reset nor what it would have mailed exists', async () => {
      const email = fresh()
      const link = await invited(email)
      expect(await town.code(operator(email))).toBe('RESET_NOT_APPLICABLE')
      expect(await mails()).toEqual([])
      expect((await town.ask(town.ada, 'showUser', { params: { user: email } })).status).toBe('invited')
      await town.activate(link)
      expect((await operator(email)).delivery).toBe('mail')
      await mails()
    })

    it('counts with the resets that people ask for themselves', async () => {
      const { email } = await member()
      for (let at = 0; at < 3; at++) await forgot(email)
      await town.deps.errands.done()
      for (let at = 0; at < 2; at++) expect((await operator(email)).delivery).toBe('mail')
      const refused = await town.refusal(operator(email))
      expect([refused.refusal.code, refused.more.retryAfter]).toEqual(['THROTTLED', 3600])
      await mails()
    })
  })

  describe('the letters of an organization', () => {
    const list = (by: Caller, query = {}, organization = 'acme') =>
      town.ask(by, 'listMail', { params: { organization }, query })

    it('F31 are listed with what the mail server said, to those who may see people, and to nobody elsewhere', async () => {
      const person = await member()
      await forgot(person.email)
      server.answers.push({ code: 550, text: 'mailbox unknown' })
      await mails()
      const { items, configured } = await list(town.ada, { user: person.email })
      expect(configured).toBe(true)
      expect(items[0]).toMatchObject({
        kind: 'password_reset',
        state: 'failed',
        address: person.email,
        user: { id: person.account, email: person.email },
        detail: expect.stringMatching(/^550 .*mailbox unknown/) as string,
      })
      expect(items[1]).toMatchObject({ kind: 'invitation', state: 'sent', attempts: 1 })
      expect(JSON.stringify(items)).not.toMatch(/cpl_|token=/)
      const name = `hooli${count++}`
      const gavin = await second(town, name)
      expect((await list(gavin, {}, name)).items).toEqual([])
      await town.ask(town.ada, 'blockUser', { params: { user: person.email } })
      expect((await list(town.ada, { state: 'failed', q: person.email })).items).toHaveLength(1)
    })

    it('come in pages, newest first, each once', async () => {
      for (let at = 0; at < 7; at++) await invited(fresh())
      const all = (await list(town.ada, { limit: '500' })).items.map(({ id }) => id)
      expect(all).toEqual(all.toSorted().toReversed())
      const seen: string[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: { items: readonly { id: string }[]; next_cursor: string | null } = await list(town.ada, {
          limit: '3',
          ...(cursor !== undefined && { cursor }),
        })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next_cursor
      }
      expect(seen).toEqual(all)
    })
  })
}
