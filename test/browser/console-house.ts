/**
 * A server with the real console, a real Chromium, and people to look with. Whatever a page logs as an error, refuses by
 * its policy, or would have to be scrolled sideways for, is kept and fails the test that asks.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Config } from '../../src/config.ts'
import { ensureConsole } from '../../src/console/ensure.ts'
import { type Client, createClient } from '../../src/contract/client.ts'
import { readConsole } from '../../src/http/console/files.ts'
import { createLog } from '../../src/http/log.ts'
import { newPasswordHash } from '../../src/operations/account/new-password.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { createCustomer } from '../../src/store/store.ts'
import { configOf, tokenOf } from '../http/house.ts'
import { openBrowser } from './browser.ts'

export const PASSWORD = 'seven quiet otters sing'
export const ADA = 'ada@acme.example'

/** How far the page could be scrolled sideways, in pixels; evaluated in the browser. */
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`

export type Visit = { readonly page: Page; readonly faults: string[]; readonly close: () => Promise<void> }

export class ConsoleHouse {
  readonly server: RunningServer
  readonly browser: Browser
  readonly #directory: string
  /** Admin of `acme`, over the API. */
  ada!: Client
  readonly #clock: { ahead: number }

  private constructor(server: RunningServer, browser: Browser, directory: string, clock: { ahead: number }) {
    this.#clock = clock
    this.server = server
    this.browser = browser
    this.#directory = directory
  }

  static async open(settings: Partial<Config> = {}): Promise<ConsoleHouse> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-browser-'))
    const console = readConsole(await ensureConsole())
    const ahead = { ahead: 0 }
    const clock = (): number => Date.now() + ahead.ahead
    const options = { log: createLog('silent'), linger: 0, console, clock }
    const server = await startServer({ ...configOf({ dataDirectory }), ...settings }, options)
    return new ConsoleHouse(server, await openBrowser(), dataDirectory, ahead)
  }

  /** With an organization, `acme`, and Ada as its admin. */
  static async inhabited(settings: Partial<Config> = {}): Promise<ConsoleHouse> {
    const house = await ConsoleHouse.open(settings)
    const token = tokenOf(house.server.setupLink)
    const body = { token, organization: 'acme', email: ADA, name: 'Ada', password: PASSWORD }
    const session = await createClient({ url: house.url }).setUp({ body: { ...body, answer_as: 'token' } })
    house.ada = createClient({ url: house.url, token: session.token! })
    return house
  }

  get url(): string {
    return this.server.url
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.server.close()
    rmSync(this.#directory, { recursive: true, force: true })
  }

  /** Time goes by for the server; not for the browser. @param milliseconds never back */
  later(milliseconds: number): void {
    this.#clock.ahead += milliseconds
  }

  /** @returns the link that the invited person gets */
  async invite(email: string, role = 'viewer'): Promise<string> {
    const answer = await this.ada.inviteUser({ organization: 'acme', body: { email, role } })
    return 'invitation' in answer ? answer.invitation!.activation_url! : ''
  }

  async admit(email: string, role = 'viewer'): Promise<void> {
    const token = tokenOf(await this.invite(email, role))
    await createClient({ url: this.url }).activate({
      body: { token, password: PASSWORD, answer_as: 'token' },
    })
  }

  /**
   * Another organization, with an admin of its own.
   * @param customer whose it is; the install's own where absent
   */
  async found(organization: string, email: string, customer?: string): Promise<Client> {
    const { deps } = this.server
    if (customer !== undefined)
      await deps.store.write(
        createCustomer(deps.store.build, { id: customer, name: customer, createdAt: deps.clock() }),
      )
    const account = {
      id: deps.newId('usr'),
      email,
      emailDisplay: email,
      name: 'Nora',
      type: 'user',
      passwordHash: await newPasswordHash(deps, PASSWORD, [email]),
      epoch: 0,
      createdAt: deps.clock(),
    } as const
    const whose = customer === undefined ? {} : { customer }
    await createOrganization(deps, { name: organization, ...whose, admins: [{ account, isNew: true }] })
    const body = { email, password: PASSWORD, answer_as: 'token' } as const
    const { token } = await createClient({ url: this.url }).signIn({ body })
    return createClient({ url: this.url, token: token! })
  }

  /** A window of its own, with nobody signed in. */
  async visit(options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    await context.addInitScript(TELL_VIOLATIONS)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    return { page, faults, close: () => context.close() }
  }

  /** A window in which the person is signed in. */
  async visitAs(email: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await this.visit(options)
    await visit.page.goto(`${this.url}/sign-in`)
    await signIn(visit.page, email)
    await visit.page.getByRole('button', { name: /^Account: / }).waitFor()
    return visit
  }
}

/** On the sign-in page. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function heading(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
}

export function sideways(page: Page): Promise<number> {
  return page.evaluate<number>(SIDEWAYS)
}

/** What the browser says of an answer that was no success; only a test that expects one leaves it out. */
export function withoutAnswer(faults: readonly string[], status: number): string[] {
  return faults.filter((fault) => !fault.includes(`responded with a status of ${status}`))
}
