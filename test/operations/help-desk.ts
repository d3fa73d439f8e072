/** An install with a mail server, where somebody asks for diagnoses: what the promises about them share. */
import { afterAll, beforeAll, expect } from 'vitest'
import type { Answer } from '../../src/contract/client.ts'
import { smtpMailer } from '../../src/mail/smtp.ts'
import type { Caller } from '../../src/operations/call.ts'
import { PostOffice } from '../../src/operations/mail/post-office.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { linkIn, type MailServer, mailServer } from '../support/mail-server.ts'
import { Town } from '../support/town.ts'

export type Diagnosis = Answer<'diagnoseAccess'>
export type Place = () => StoreOptions | Promise<StoreOptions>

export class HelpDesk {
  #town: (Town & { ada: Caller; service: Caller }) | undefined
  #server: MailServer | undefined
  #count = 0

  /** Opened before the tests of a file, and closed behind them. */
  static forTests(place: Place): HelpDesk {
    const desk = new HelpDesk()
    beforeAll(async () => {
      desk.#server = await mailServer()
      desk.#town = await Town.withAcme(await place(), { mail: smtpMailer(desk.#server.settings()) })
      const ask = desk.town.ask.bind(desk.town, desk.town.ada)
      await ask('createProject', { body: { name: 'billing' } })
      await ask('createRole', {
        body: { name: 'Desk', permissions: ['organization.user.read', 'project.read'] },
      })
    })
    afterAll(async () => {
      await desk.#town?.[Symbol.asyncDispose]()
      await desk.#server?.[Symbol.asyncDispose]()
    })
    return desk
  }

  get town(): Town & { ada: Caller; service: Caller } {
    return this.#town!
  }

  fresh = (): string => `person${this.#count++}@acme.test`

  /** Sends what waits. @returns the last link in it */
  delivered = async (): Promise<string | undefined> => {
    await this.town.deps.errands.done()
    await new PostOffice(this.town.deps, this.town.deps.mail!).deliver()
    const letter = this.#server!.received.splice(0).findLast(({ text }) => text.includes('?token='))
    return letter && linkIn(letter)
  }

  /** Invited and activated by mail. */
  member = async (email = this.fresh(), role = 'viewer'): Promise<Caller & { email: string }> => {
    await this.delivered()
    await this.town.invite(this.town.ada, email, { role })
    return { ...(await this.town.activate(await this.delivered())), email }
  }

  diagnose = (principal: string, goal?: object, by: Caller = this.town.ada): Promise<Diagnosis> =>
    this.town.ask(by, 'diagnoseAccess', { body: { principal, ...(goal && { goal }) } })

  signIn = (email: string, password: string, address = '192.0.2.44') =>
    this.town.result(undefined, 'signIn', { body: { email, password } }, { address })

  wrong = async (email: string, times = 1, address?: string): Promise<void> => {
    for (let at = 0; at < times; at++)
      expect(await this.town.code(this.signIn(email, 'not the password', address))).toBe('BAD_CREDENTIAL')
    await this.town.deps.notes.done()
  }

  later = (): number => (this.town.now += 60_000)
}

/** What a check rests on, in one text. */
export function evidence({ checks }: Diagnosis, id: string): string {
  return checks
    .find((check) => check.id === id)!
    .evidence.map(({ text }) => text)
    .join('\n')
}
