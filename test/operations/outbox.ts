/** The outbox on either store: letters leave with their change, once each among replicas, and what becomes of them is kept. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { smtpMailer } from '../../src/mail/smtp.ts'
import type { Carried, Mailer, OutgoingMail } from '../../src/operations/mail/mailer.ts'
import { post } from '../../src/operations/mail/post.ts'
import { PostOffice } from '../../src/operations/mail/post-office.ts'
import { lettersById, type StoreOptions } from '../../src/store/store.ts'
import { linkIn, mailServer } from '../support/mail-server.ts'
import { Town } from '../support/town.ts'

const SECOND = 1000
const HOUR = 3_600_000
const LINK = `https://access.test/reset?token=cpl_${'x'.repeat(43)}`

/** Answers as it is told, and keeps what it was given. */
class Carrier implements Mailer {
  readonly carried: OutgoingMail[] = []
  readonly says: Carried[] = []
  carry = async (mail: OutgoingMail): Promise<Carried> => {
    this.carried.push(mail)
    return this.says.shift() ?? { outcome: 'sent', answer: '250 ok' }
  }
}

export function outboxPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  const key = randomBytes(32)
  let towns: Town[] = []
  let account: string
  const carriers = [new Carrier(), new Carrier()]
  beforeAll(async () => {
    const options = await place()
    const one = await Town.withAcme(options, { secretKey: key, mail: carriers[0] })
    const other = await Town.open(options, key, { mail: carriers[1] })
    towns = [one, other]
    account = one.ada.account
  })
  afterAll(async () => {
    for (const town of towns) await town[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    const { store } = towns[0]!.deps
    await store.write([store.build.remove('mail', { state: 'queued' })])
    for (const carrier of carriers) carrier.carried.length = carrier.says.length = 0
    for (const town of towns) town.now += 48 * HOUR
  })

  const town = (): Town => towns[0]!
  const office = (at = 0): PostOffice => new PostOffice(towns[at]!.deps, carriers[at]!)
  async function posted(count = 1, expiresIn = 2 * HOUR): Promise<string[]> {
    const { deps, now } = town()
    const ids = Array.from({ length: count }, () => deps.newId('mai'))
    const facts = { kind: 'password_reset', account, email: 'ada@acme.test', url: LINK } as const
    const written = await deps.store.write(
      ids.flatMap((id) => post(deps, { id, ...facts, expiresAt: now + expiresIn })),
    )
    expect(written.outcome).toBe('committed')
    return ids
  }
  const letter = async (id: string) => (await lettersById(town().deps.store, [id])).get(id)!
  const later = (milliseconds: number): void => towns.forEach((one) => void (one.now += milliseconds))
  const sealed = async (): Promise<string> => {
    const { store } = town().deps
    return JSON.stringify(await store.rows(store.build.from.selectFrom('mail').selectAll()))
  }

  describe('the outbox', () => {
    it('holds no word of a letter in the clear, and nothing of it once it is sent', async () => {
      const [id] = await posted()
      expect(await sealed()).not.toMatch(/cpl_|Set a new password/)
      const { store } = town().deps
      const row = () =>
        store.first(store.build.from.selectFrom('mail').select('sealed').where('id', '=', id!))
      expect((await row())!.sealed).toMatch(/^1\./)
      expect(await office().deliver()).toBe(1)
      expect(carriers[0]!.carried[0]).toMatchObject({
        id,
        to: 'ada@acme.test',
        subject: 'Set a new password',
      })
      expect(carriers[0]!.carried[0]!.text).toContain(LINK)
      expect((await row())!.sealed).toBeNull()
      expect(await letter(id!)).toMatchObject({
        state: 'sent',
        attempts: 1,
        answer: '250 ok',
        settledAt: town().now,
      })
    })

    it('gives each letter to one of two replicas that look at the same moment', async () => {
      const ids = await posted(40)
      const tried = await Promise.all([
        office(0).deliver(),
        office(1).deliver(),
        office(0).deliver(),
        office(1).deliver(),
      ])
      expect(tried.reduce((sum, count) => sum + count, 0)).toBe(40)
      const all = carriers.flatMap(({ carried }) => carried.map(({ id }) => id))
      expect(all.toSorted()).toEqual(ids.toSorted())
    })

    it('gives a letter to another when whoever took it died, and not before', async () => {
      const [id] = await posted()
      const hanging: Mailer = { carry: () => new Promise(() => {}) }
      void new PostOffice(town().deps, hanging).deliver()
      await expect.poll(async () => (await letter(id!)).attempts).toBe(1)
      expect(await office(1).deliver()).toBe(0)
      later(121 * SECOND)
      expect(await office(1).deliver()).toBe(1)
      expect(await letter(id!)).toMatchObject({ state: 'sent', attempts: 2 })
    })

    it('tries again ever more rarely what a server does not take now, and keeps what it said', async () => {
      const [id] = await posted()
      const says: Carried = { outcome: 'later', answer: '451 busy' }
      const pauses: number[] = []
      for (let at = 0; at < 5; at++) {
        carriers[0]!.says.push(says)
        expect(await office().deliver()).toBe(1)
        const { state, nextTryAt, answer } = await letter(id!)
        expect([state, answer]).toEqual(['queued', '451 busy'])
        pauses.push((nextTryAt! - town().now) / SECOND)
        later(nextTryAt! - town().now - 1)
        expect(await office().deliver()).toBe(0)
        later(1)
      }
      expect(pauses).toEqual([30, 60, 120, 240, 480])
      expect(await office().deliver()).toBe(1)
      expect(await letter(id!)).toMatchObject({ state: 'sent', attempts: 6 })
    })

    it('gives up at once what is refused for good', async () => {
      const [id] = await posted()
      carriers[0]!.says.push({ outcome: 'refused', answer: '550 no such user' })
      await office().deliver()
      expect(await letter(id!)).toMatchObject({ state: 'failed', attempts: 1, answer: '550 no such user' })
      later(HOUR)
      expect(await office().deliver()).toBe(0)
    })

    it('sends nothing that is not worth anything any more, and says what was tried', async () => {
      const [id] = await posted(1, 20 * SECOND)
      carriers[0]!.says.push({ outcome: 'later', answer: '451 busy' })
      await office().deliver()
      expect(await letter(id!)).toMatchObject({ state: 'failed', answer: '451 busy; given up' })
      const [late] = await posted(1, 5 * SECOND)
      later(6 * SECOND)
      await office().deliver()
      expect(carriers[0]!.carried).toHaveLength(1)
      expect(await letter(late!)).toMatchObject({
        state: 'failed',
        answer: expect.stringContaining('given up') as string,
      })
    })

    it('tries one letter, not all, while the server cannot be reached', async () => {
      await posted(30)
      carriers[0]!.says.push({ outcome: 'later', unreachable: true, answer: 'timed out' })
      const one = office()
      expect(await one.deliver()).toBe(1)
      later(29 * SECOND)
      expect(await one.deliver()).toBe(0)
      later(SECOND)
      expect(await one.deliver()).toBe(30)
    })

    it('cannot be read under another secret key, and a letter cannot take another’s place', async () => {
      const [one, other] = await posted(2)
      const { store } = town().deps
      const text = (id: string) =>
        store.first(store.build.from.selectFrom('mail').select('sealed').where('id', '=', id))
      const { sealed: stolen } = (await text(one!))!
      await store.write([store.build.update('mail', { id: other! }, { sealed: stolen })])
      await office().deliver()
      expect(carriers[0]!.carried.map(({ id }) => id)).toEqual([one])
      expect(await letter(other!)).toMatchObject({
        state: 'failed',
        answer: expect.stringContaining('another secret key') as string,
      })
    })

    it('goes with the person: nothing of a letter is left when the account is erased', async () => {
      const { deps, now } = town()
      const { store, newId } = deps
      const id = newId('usr')
      const facts = { kind: 'password_reset', account: id, email: 'gone@acme.test', url: LINK } as const
      await store.write([
        store.build.insert('accounts', {
          id,
          email: 'gone@acme.test',
          email_display: 'gone@acme.test',
          name: '',
          type: 'user',
          username: null,
          password_hash: null,
          password_changed_at: null,
          email_verified_at: null,
          email_verified_by: null,
          epoch: 0,
          created_at: now,
        }),
        ...post(deps, { ...facts, expiresAt: now + HOUR }),
      ])
      expect(await sealed()).toContain('gone@acme.test')
      await store.write([store.build.remove('accounts', { id })])
      expect(await sealed()).not.toContain('gone@acme.test')
    })

    it('is emptied by a real mail server, and finishes the letter under way when it stops', async () => {
      await using server = await mailServer({ answers: [{ code: 451, text: 'greylisted' }] })
      const [id] = await posted()
      const real = new PostOffice(town().deps, smtpMailer(server.settings()))
      await real.deliver()
      expect(await letter(id!)).toMatchObject({
        state: 'queued',
        answer: expect.stringMatching(/^451 .*greylisted/) as string,
      })
      later(30 * SECOND)
      real.start()
      await expect.poll(async () => (await letter(id!)).attempts).toBe(2)
      await real.close()
      expect(await letter(id!)).toMatchObject({
        state: 'sent',
        answer: expect.stringMatching(/^250 /) as string,
      })
      expect(linkIn(server.received[0]!)).toBe(LINK)
    })
  })
}
