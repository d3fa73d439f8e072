/**
 * Carries the letters of the outbox away, one after the other. Of several replicas one gets each letter, for a while; if
 * that one dies another goes on. So a letter goes out at least once, under the same id. What cannot be delivered now is
 * tried again, ever more rarely, until it is worth nothing any more.
 */
import type { ActivityType } from '../../core/catalogue/activity.ts'
import { unseal } from '../../identity/sealed.ts'
import { claimMail, type DueMail, dueMail, retryMail, settleMail, type Write } from '../../store/store.ts'
import { BY_ITSELF } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import type { Rendered } from './letter.ts'
import type { Carried, Mailer } from './mailer.ts'
import { mailKey } from './post.ts'

/** Milliseconds, as all durations here. Longer than a mailer takes for a letter. */
const CLAIM = 120_000
const LOOK_EVERY = 1000
const BATCH = 20
const FIRST_RETRY = 30_000
const LAST_RETRY = 3_600_000

export class PostOffice {
  readonly #deps: Deps
  readonly #mailer: Mailer
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> = Promise.resolve()
  #closed = false
  /** While the mail server cannot be reached no letter is tried: the next one would fail alike. */
  #restUntil = 0
  #misses = 0

  constructor(deps: Deps, mailer: Mailer) {
    this.#deps = deps
    this.#mailer = mailer
  }

  start(): void {
    this.#round = this.#look()
  }

  async #look(): Promise<void> {
    try {
      await this.deliver()
    } catch (error) {
      this.#deps.logger.error({ err: error }, 'cannot work on the outbox')
    }
    if (!this.#closed) this.#timer = setTimeout(() => this.start(), LOOK_EVERY).unref()
  }

  /** The letter under way is finished; the rest stays for the next start or another replica. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#round
  }

  /** Carries what is due. @returns how many letters were tried */
  async deliver(): Promise<number> {
    const { store, clock } = this.#deps
    let tried = 0
    for (;;) {
      if (this.#closed || clock() < this.#restUntil) return tried
      const due = await dueMail(store, clock(), BATCH)
      for (const mail of due) {
        if (this.#closed || clock() < this.#restUntil) return tried
        if (await this.#claim(mail)) {
          tried++
          await this.#carry({ ...mail, attempts: mail.attempts + 1 })
        }
      }
      if (due.length < BATCH) return tried
    }
  }

  async #claim(mail: DueMail): Promise<boolean> {
    const { store, clock } = this.#deps
    const now = clock()
    const { outcome } = await store.write(claimMail(store.build, mail, now, now + CLAIM))
    return outcome === 'committed'
  }

  async #carry(mail: DueMail): Promise<void> {
    const { build } = this.#deps.store
    const now = this.#deps.clock()
    const text = now < mail.expiresAt ? unseal(mailKey(this.#deps), mail.id, mail.sealed) : undefined
    if (text === undefined) {
      const answer =
        now < mail.expiresAt
          ? 'it was written under another secret key, so it cannot be read any more'
          : `${mail.answer === undefined ? '' : `${mail.answer}; `}given up: what it says does not hold any more`
      await this.#settle(mail, 'failed', answer)
      return
    }
    const { subject, text: plain, html } = JSON.parse(text) as Rendered
    const carried = await this.#mailer.carry({ id: mail.id, to: mail.address, subject, text: plain, html })
    this.#learn(carried)
    if (carried.outcome === 'sent') return this.#settle(mail, 'sent', carried.answer)
    const again = this.#deps.clock() + retryAfter(mail.attempts)
    if (carried.outcome === 'refused') return this.#settle(mail, 'failed', carried.answer)
    if (again >= mail.expiresAt) return this.#settle(mail, 'failed', `${carried.answer}; given up`)
    await this.#write(retryMail(build, mail.id, carried.answer, again))
  }

  /** One pause for all letters, as long as for the letter itself. */
  #learn({ unreachable = false, answer }: Carried): void {
    this.#misses = unreachable ? this.#misses + 1 : 0
    if (!unreachable) return
    this.#restUntil = this.#deps.clock() + Math.min(retryAfter(this.#misses), LAST_RETRY / 12)
    this.#deps.logger.warn({ answer }, 'the mail server cannot be used')
  }

  async #settle(mail: DueMail, state: 'sent' | 'failed', answer: string): Promise<void> {
    const { store, clock, activity } = this.#deps
    const at = clock()
    await this.#write(settleMail(store.build, mail.id, { state, answer, at }))
    const type = `mail.${state}` satisfies ActivityType
    const facts = { mail: mail.id, kind: mail.kind, account: mail.account, attempts: mail.attempts }
    activity.note({
      type,
      organization: mail.organization ?? null,
      actor: BY_ITSELF,
      at,
      data: state === 'failed' ? { ...facts, cause: answer } : facts,
    } as Parameters<typeof activity.note>[0])
  }

  async #write(writes: readonly Write[]): Promise<void> {
    const { outcome } = await this.#deps.store.write(writes)
    if (outcome !== 'committed') this.#deps.logger.error({ outcome }, 'cannot record what became of a letter')
  }
}

function retryAfter(attempts: number): number {
  return Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(attempts - 1, 10))
}
