/**
 * The whole product as people meet it: a server process as an operator starts it, a mail server that it reaches over
 * the network, a browser, and command lines on machines of their own. Nothing in it is reached from inside.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Client, createClient } from '../../src/contract/client.ts'
import { linkIn, type MailServer, mailServer, type Received, SENDER } from '../support/mail-server.ts'
import { second, Town } from '../support/town.ts'
import { openBrowser } from './browser.ts'

const CLI = join(import.meta.dirname, '../../src/cli.js')

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
export type Running = {
  readonly ended: Promise<Ended>
  /** Waits until it has printed something like this, anywhere. @returns the first group */
  readonly said: (pattern: RegExp) => Promise<string>
  readonly stop: () => Promise<Ended>
}

/** A command line with a home of its own. */
export type Machine = {
  readonly begin: (...argv: string[]) => Running
  /** @param input what is typed or piped into it */
  readonly run: (argv: readonly string[], input?: string) => Promise<Ended>
}

export type Window = { readonly page: Page; readonly faults: string[]; readonly close: () => Promise<void> }

type Env = Readonly<Record<string, string>>

export class Stage implements AsyncDisposable {
  readonly url: string
  readonly mail: MailServer
  /** Of the first admin; it names the server that makes links, so only what follows the `?` is used. */
  readonly firstLink: string
  readonly #browser: Browser
  readonly #server: Running
  readonly #folder: string
  #machines = 0

  private constructor(parts: {
    url: string
    mail: MailServer
    firstLink: string
    browser: Browser
    server: Running
    folder: string
  }) {
    this.url = parts.url
    this.mail = parts.mail
    this.firstLink = `${parts.url}/activate${new URL(parts.firstLink).search}`
    this.#browser = parts.browser
    this.#server = parts.server
    this.#folder = parts.folder
  }

  /**
   * With organization `acme`, whose first admin still has to follow their link, and others of other customers, each with
   * an admin `admin@<name>.test`.
   * @param databaseUrl PostgreSQL; the embedded store where it is not given
   */
  static async open(others: readonly string[], databaseUrl?: string): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'compartment-stage-'))
    const mail = await mailServer()
    const secretKey = randomBytes(32)
    const dataDirectory = join(folder, 'data')
    const env = {
      ...(databaseUrl === undefined
        ? { COMPARTMENT_DATA: dataDirectory }
        : { COMPARTMENT_DATABASE_URL: databaseUrl }),
      COMPARTMENT_SECRET_KEY: secretKey.toString('base64'),
      COMPARTMENT_PORT: '0',
      COMPARTMENT_METRICS_PORT: '0',
      COMPARTMENT_SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=off`,
      COMPARTMENT_MAIL_FROM: `${SENDER.name} <${SENDER.address}>`,
    }
    const argv = 'admin bootstrap --email ada@acme.example --organization acme --output json'
    const { out } = await well(compartment(env, argv.split(' ')).ended)
    const { activation_url: firstLink } = JSON.parse(out) as { activation_url: string }
    await found(others, databaseUrl === undefined ? { dataDirectory } : { databaseUrl }, secretKey)
    const server = compartment(env, ['serve'])
    const [url, browser] = await Promise.all([server.said(/^Compartment +(\S+)$/m), openBrowser()])
    return new Stage({ url, mail, firstLink, browser, server, folder })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    const { code } = await this.#server.stop()
    await this.mail[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true, force: true })
    expect(code).toBe(0)
  }

  machine(): Machine {
    const env = { COMPARTMENT_CONFIG_DIR: join(this.#folder, `machine-${this.#machines++}`) }
    return {
      begin: (...argv) => compartment(env, argv),
      run: (argv, input) => compartment(env, argv, input).ended,
    }
  }

  /** Whatever the page logs as an error is kept. */
  async window(options: BrowserContextOptions = {}): Promise<Window> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    return { page, faults, close: () => context.close() }
  }

  /** The API, as somebody who signs in with a password. */
  async client(email: string, password: string): Promise<Client> {
    const body = { email, password, answer_as: 'token' } as const
    const { token } = await createClient({ url: this.url }).signIn({ body })
    return createClient({ url: this.url, token: token! })
  }

  /** Waits for the next letter to this address with this subject; each letter is taken once. */
  async letter(to: string, subject: string): Promise<Received> {
    const { received } = this.mail
    const find = (): number =>
      received.findIndex((one) => one.to.includes(to) && one.headers['subject'] === subject)
    await expect.poll(find, { timeout: 20_000, message: `a letter “${subject}”` }).not.toBe(-1)
    return received.splice(find(), 1)[0]!
  }
}

/** The link of a letter: the same in its text and in what its button opens. */
export function linkOf(letter: Received): string {
  const link = linkIn(letter)
  const buttons = [...letter.html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
  expect(buttons).toEqual([link])
  return link
}

/** Waits until the log of `acme` says so. */
export async function isLogged(
  operator: Client,
  type: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const read = async (): Promise<unknown[]> =>
    (await operator.listAuditEvents({ organization: 'acme', type })).items.map((event) => event.data)
  await expect.poll(read, { timeout: 10_000 }).toContainEqual(expect.objectContaining(data))
}

/** Signed out, and nothing of the page before is left to be seen. */
export async function isSignedOut(page: Page, before: RegExp): Promise<void> {
  await page.waitForURL((url) => url.pathname === '/sign-in')
  await page.getByRole('heading', { level: 1, name: 'Sign in', exact: true }).waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(before)
}

/** @throws where it did not end well, with what it said */
export async function well(ended: Promise<Ended>): Promise<Ended> {
  const what = await ended
  if (what.code !== 0) throw new Error(`exit ${what.code}: ${what.out}${what.err}`)
  return what
}

async function found(
  names: readonly string[],
  store: Parameters<typeof Town.open>[0],
  secretKey: Parameters<typeof Town.open>[1],
): Promise<void> {
  await using town = await Town.open(store, secretKey)
  town.now = Date.now()
  for (const name of names) await second(town, name, `cus_${name}`)
}

function compartment(env: Env, argv: readonly string[], input = ''): Running {
  const child = spawn(process.execPath, [CLI, ...argv], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const texts = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()))
  child.stdin.end(input)
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...texts })))
  const stop = (): Promise<Ended> => {
    child.kill('SIGTERM')
    return ended
  }
  return { ended, stop, said: (pattern) => saidBy(child, texts, pattern) }
}

async function saidBy(
  child: ChildProcess,
  texts: { out: string; err: string },
  pattern: RegExp,
): Promise<string> {
  for (;;) {
    const found = pattern.exec(texts.out) ?? pattern.exec(texts.err)
    if (found !== null) return found[1]!
    if (child.exitCode !== null) throw new Error(`it ended without saying ${String(pattern)}: ${texts.err}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
