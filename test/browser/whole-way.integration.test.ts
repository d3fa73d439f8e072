/** A person’s whole way: each step says what they see, and what the operator can read of it. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../src/contract/client.ts'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { PASSWORD as GUS_PASSWORD } from '../support/town.ts'
import { signIn, withoutAnswer } from './console-house.ts'
import { unreadable } from './readable.ts'
import { isLogged, isSignedOut, linkOf, type Machine, Stage, type Window, well } from './stage.ts'

const REX = 'rex@acme.example'
const GUS = 'admin@globex.test'
const FIRST = 'seven quiet otters sing'
const SECOND = 'nine loud herons argue'
const THIRD = 'eleven calm badgers row'
const ADA_PASSWORD = 'five patient goats climb'
const NOT_RIGHT = 'E-mail or password is not right.'

describe.each(['the embedded store', 'PostgreSQL'])('a person’s whole way, on %s', (store) => {
  let database: FreshDatabase | undefined
  let stage: Stage
  /** Ada's and Gus's command lines, and Ada over the API, to read what is written down. */
  let ada: Machine
  let gus: Machine
  let operator: Client
  let here: Window
  let there: Window
  let page: Page

  beforeAll(async () => {
    database = store === 'PostgreSQL' ? await freshDatabase() : undefined
    stage = await Stage.open(['globex', 'initech'], database?.url)
    ada = stage.machine()
    gus = stage.machine()
    const activate = ['activate', stage.firstLink, '--name', 'Ada', '--password-stdin']
    const login = ['login', '--url', stage.url, '--email', GUS, '--password-stdin']
    await Promise.all([well(ada.run(activate, ADA_PASSWORD)), well(gus.run(login, GUS_PASSWORD))])
    operator = await stage.client('ada@acme.example', ADA_PASSWORD)
    here = await stage.window()
    there = await stage.window({ colorScheme: 'dark', viewport: { width: 390, height: 844 } })
    page = here.page
  })
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]()
    await database?.drop()
  })

  const sees = (what: string | RegExp, where = page): Promise<void> => where.getByText(what).first().waitFor()
  const titled = (name: string, where = page): Promise<void> =>
    where.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  const press = (name: string | RegExp, where = page): Promise<void> =>
    where.getByRole('button', { name }).click()

  async function choose(menu: RegExp, item: string, where = page): Promise<void> {
    await press(menu, where)
    await where.getByRole('menuitem', { name: item }).click()
  }

  /** Everybody can read it; looked at once, since the pages are the same on either store. */
  async function isReadable(where = page): Promise<void> {
    if (store !== 'PostgreSQL') expect(await unreadable(where)).toEqual([])
  }

  const isOut = (where = page): Promise<void> => isSignedOut(where, /rex@|acme|You are here|deploy/i)

  async function comesIn(password: string, where = page): Promise<void> {
    await where.goto(`${stage.url}/sign-in`)
    await signIn(where, REX, password)
    await where.getByRole('button', { name: /^Account: / }).waitFor()
  }

  const logs = (type: string, data = {}): Promise<void> => isLogged(operator, type, data)
  const rex = () => operator.showUser({ organization: 'acme', user: REX })
  const sessions = async (): Promise<number> =>
    (await operator.listSessions({ organization: 'acme', user: REX })).items.length

  const newest = async () => (await operator.listMail({ organization: 'acme', user: REX })).items[0]
  /** A letter arrives a moment before the server knows it. */
  const newestMail = (wanted: object) => expect.poll(newest, { timeout: 10_000 }).toMatchObject(wanted)

  let invitation = ''

  it('begins at a command line: the mail is sent, and whoever sent it sees that it was (F31)', async () => {
    const { out } = await well(ada.run(['user', 'invite', REX, '--role', 'deployer']))
    expect(out).toMatch(/^Invited rex@acme\.example as deployer\.\nThe link was sent to them by mail\.\n/)
    expect(out).not.toContain('token=')
    const letter = await stage.letter(REX, 'Invitation to acme')
    invitation = linkOf(letter)
    expect(invitation).toMatch(new RegExp(`^${stage.url}/(activate|accept)\\?token=cpl_`))
    expect(letter.text).toContain('Ada has invited you to acme.')
    await logs('mail.sent', { kind: 'invitation' })
    expect((await well(ada.run(['invitation', 'list']))).out).toMatch(
      /rex@acme\.example +pending .* mail: sent/,
    )
    await newestMail({ kind: 'invitation', address: REX, state: 'sent', attempts: 1 })
    expect(await rex()).toMatchObject({ status: 'invited', last_sign_in_at: null })
  })

  it('the link sets a name and a password once, and the roles apply from the first sign-in (F25, F26)', async () => {
    await page.goto(invitation)
    await titled('Join acme')
    await sees(`You are invited as ${REX}`)
    await isReadable()
    await page.getByLabel('Your name').fill('Rex')
    await page.getByLabel('Password', { exact: true }).fill(FIRST)
    await press('Accept')
    await titled('Welcome')
    await sees(`${REX} is now a member of acme`)
    await isReadable()
    await press('Open acme')
    await titled('acme')
    await sees(`You are here as ${REX}`)
    await sees('deployer')
    await isReadable()
    await logs('invitation.accepted')
    await logs('link.used', { purpose: 'activation' })
    expect(await rex()).toMatchObject({ status: 'active', name: 'Rex', roles: [{ name: 'deployer' }] })

    await there.page.goto(invitation)
    await titled('This invitation was accepted already', there.page)
    await isReadable(there.page)
    const again = createClient({ url: stage.url }).activate({
      body: { token: new URL(invitation).searchParams.get('token')!, password: SECOND },
    })
    await expect(again).rejects.toMatchObject({ problem: { code: 'LINK_NOT_VALID' } })
  })

  it('signs out, and in again with the password', async () => {
    await choose(/^Account: Rex/, 'Sign out')
    await isOut()
    await logs('session.ended', { cause: 'signed_out' })
    expect(await sessions()).toBe(0)
    await isReadable()
    await signIn(page, REX, FIRST)
    await sees(`You are here as ${REX}`)
    await logs('session.started', { method: 'password' })
    expect(await sessions()).toBe(1)
  })

  it('blocked, every session is dead at the next step; a stranger learns nothing, the operator all (F03)', async () => {
    await comesIn(FIRST, there.page)
    await well(ada.run(['user', 'block', REX, '--reason', 'laptop stolen']))
    await choose(/^Account: Rex/, 'Sessions')
    await isOut()
    await there.page.reload()
    await isOut(there.page)
    expect(await sessions()).toBe(0)

    const told: string[] = []
    for (const [email, password] of [
      [REX, FIRST],
      [REX, SECOND],
      ['nobody@acme.example', FIRST],
    ] as const) {
      await page.goto(`${stage.url}/sign-in`)
      await signIn(page, email, password)
      await sees(NOT_RIGHT)
      told.push((await page.locator('main').innerText()).replace(email, 'the address'))
    }
    expect(new Set(told).size).toBe(1)
    await isReadable()
    await logs('member.blocked')
    await logs('sign_in.failed', { account: (await rex()).id })
    expect(await rex()).toMatchObject({ access: 'blocked', roles: [{ name: 'deployer' }] })
    expect((await ada.run(['user', 'show', REX])).out).toMatch(/blocked/)
  })

  it('unblocked, everything is as it was', async () => {
    await well(ada.run(['user', 'unblock', REX]))
    await logs('member.unblocked')
    for (const where of [page, there.page]) {
      await comesIn(FIRST, where)
      await sees(`You are here as ${REX}`, where)
      await sees('deployer', where)
    }
    expect(await sessions()).toBe(2)
  })

  it('a forgotten password is set anew with a mailed link, once; every session ends (F32)', async () => {
    const desk = await stage.window()
    const forgetful = desk.page
    await forgetful.goto(`${stage.url}/sign-in`)
    await forgetful.getByLabel('E-mail').fill(REX)
    await press('Continue', forgetful)
    await forgetful.getByRole('link', { name: 'Forgot password' }).click()
    await press('Ask for the link', forgetful)
    await titled('Check your mail', forgetful)
    await isReadable(forgetful)
    const letter = await stage.letter(REX, 'Set a new password')
    const link = linkOf(letter)
    await newestMail({ kind: 'password_reset', state: 'sent' })
    await forgetful.goto(link)
    await titled('Choose a new password', forgetful)
    await isReadable(forgetful)
    await forgetful.getByLabel('New password', { exact: true }).fill(SECOND)
    await press('Set the new password', forgetful)
    await titled('Your password is changed', forgetful)
    await isReadable(forgetful)
    expect(await forgetful.context().cookies()).toEqual([])
    await forgetful.goto(link)
    await titled('This link was used already', forgetful)
    expect(desk.faults).toEqual([])
    await desk.close()
    const token = new URL(link).searchParams.get('token')!
    await expect(
      createClient({ url: stage.url }).resetPassword({ body: { token, password: THIRD } }),
    ).rejects.toMatchObject({ problem: { code: 'LINK_NOT_VALID' } })

    await choose(/^Account: Rex/, 'Sessions')
    await isOut()
    await there.page.reload()
    await isOut(there.page)
    await logs('session.ended', { cause: 'password_reset' })
    await stage.letter(REX, 'Your password was changed')
    await page.goto(`${stage.url}/sign-in`)
    await signIn(page, REX, FIRST)
    await sees(NOT_RIGHT)
    await page.getByLabel('Password', { exact: true }).fill(SECOND)
    await press('Sign in')
    await sees(`You are here as ${REX}`)
  })

  const roles = (): Locator => page.getByRole('region', { name: 'Your roles' })

  it('another tenant takes an invitation there, and shares no role with this one (F42, F43)', async () => {
    await page.goto(`${stage.url}/orgs/globex`)
    await titled('This tenant is not available to you')
    await sees('ask an admin of the tenant to invite')
    await isReadable()
    await well(gus.run(['user', 'invite', REX, '--role', 'viewer']))
    // The mail has proven their address: they are a member at once.
    const letter = await stage.letter(REX, 'You are now a member of globex')
    expect(letter.text).toContain('Sign in as you always do')
    await page.reload()
    await titled('globex')
    await roles().getByText('viewer').waitFor()
    expect(await roles().innerText()).not.toContain('deployer')
    await page.goto(`${stage.url}/orgs/acme`)
    await roles().getByText('deployer').waitFor()
    expect(await roles().innerText()).not.toContain('viewer')

    const body = (permission: string) => ({ principal: REX, permission, scope: 'organization' })
    const elsewhere = await stage.client(GUS, GUS_PASSWORD)
    const asked = await Promise.all([
      operator.checkAccess({ organization: 'acme', body: body('deployment.create') }),
      elsewhere.checkAccess({ organization: 'globex', body: body('deployment.create') }),
    ])
    expect(asked.map(({ allowed }) => allowed)).toEqual([true, false])
  })

  it('whoever was shown their first link accepts the second tenant themselves, signed in', async () => {
    const ivy = 'ivy@acme.example'
    const { out } = await well(ada.run(['user', 'invite', ivy, '--role', 'viewer', '--show-link']))
    const shown = /^Activation URL: (\S+)$/m.exec(out)![1]!
    expect(linkOf(await stage.letter(ivy, 'Invitation to acme'))).toBe(shown)
    const theirs = stage.machine()
    await well(theirs.run(['activate', shown, '--name', 'Ivy', '--password-stdin'], FIRST))
    await well(gus.run(['user', 'invite', ivy, '--role', 'viewer']))
    const link = linkOf(await stage.letter(ivy, 'Invitation to globex'))
    const own = await stage.window()
    await own.page.goto(`${stage.url}/sign-in`)
    await signIn(own.page, ivy, FIRST)
    await titled('acme', own.page)
    await own.page.goto(`${stage.url}/orgs/globex`)
    await titled('This tenant is not available to you', own.page)
    await own.page.goto(link)
    await titled('Join globex', own.page)
    expect(await own.page.getByLabel('Password').count()).toBe(0)
    await isReadable(own.page)
    await press('Accept', own.page)
    await sees(`${ivy} is now a member of globex`, own.page)
    await press('Open globex', own.page)
    await own.page.getByRole('button', { name: 'Tenant: globex' }).waitFor()
    await sees(`You are here as ${ivy}`, own.page)
    expect((await well(theirs.run(['whoami']))).out).toMatch(/^Organizations +acme, globex$/m)
    expect(withoutAnswer(own.faults, 404)).toEqual([])
    await own.close()
  })

  it('top right says which tenant this is on every page, and lists one’s own active ones alone (F40, F44)', async () => {
    await page.goto(`${stage.url}/`)
    await titled('Choose a tenant')
    await isReadable()
    const items = async (): Promise<string[]> => {
      await press(/^Tenant: /)
      await page.getByRole('menu').waitFor()
      const names = await page.getByRole('menuitem').locator('code').allInnerTexts()
      await page.keyboard.press('Escape')
      return names
    }
    expect((await items()).toSorted()).toEqual(['acme', 'globex'])
    await page
      .locator('main')
      .getByRole('link', { name: /globex/ })
      .click()
    await titled('globex')
    for (const [path, title] of [
      ['/orgs/acme', 'acme'],
      ['/account/sessions', 'Sessions'],
      ['/account/invitations', 'Invitations'],
      ['/password', 'Password'],
      ['/device', 'Connect a command line'],
      ['/orgs/initech', 'This tenant is not available to you'],
      ['/', 'Choose a tenant'],
    ] as const) {
      await page.goto(stage.url + path)
      await titled(title)
      const sign = page.getByRole('button', { name: /^Tenant: / })
      const { x, y, width } = (await sign.boundingBox())!
      expect([path, x + width / 2 > 1280 / 2, y < 64]).toEqual([path, true, true])
      const name = path === '/orgs/acme' ? 'Tenant: acme' : 'Tenant: Choose a tenant'
      expect([path, await sign.innerText()]).toEqual([path, expect.stringContaining(name.slice(8))])
    }
    await page.goto(`${stage.url}/orgs/acme`)
    await choose(/^Tenant: acme/, 'globex')
    await titled('globex')
    await page.getByRole('button', { name: 'Tenant: globex' }).waitFor()

    // Blocked in one of the two, it goes from the list; the other stays, in the same session.
    await well(gus.run(['user', 'block', REX]))
    await page.goto(`${stage.url}/orgs/acme`)
    await titled('acme')
    expect(await items()).toEqual(['acme'])
    await page.goto(`${stage.url}/orgs/globex`)
    await titled('This tenant is not available to you')
    await well(gus.run(['user', 'unblock', REX]))
    // What a tenant closed for a session stays closed for it.
    await choose(/^Account: /, 'Sign out')
    await isOut()
    await comesIn(SECOND)
    await titled('Choose a tenant')
  })

  it('lets a command line in through the browser, sees its session, and ends it there', async () => {
    const laptop = stage.machine()
    const login = laptop.begin('login', '--url', stage.url)
    const link = await login.said(/^ +(http\S+\/device\?code=\S+)$/m)
    const code = new URL(link).searchParams.get('code')!
    await page.goto(link)
    await titled('Connect a command line')
    expect(await page.getByLabel('Code').inputValue()).toBe(code)
    await press('See who is asking')
    await titled('Sign this program in as you?')
    await sees(code)
    await sees('compartment command line')
    await isReadable()
    await press('Let it in')
    await titled('The program is signed in')
    await isReadable()
    expect(await login.ended).toMatchObject({ code: 0 })
    const who = await well(laptop.run(['whoami']))
    expect(who.out).toMatch(/^Email +rex@acme\.example$/m)
    expect(who.out).toMatch(/^Signed in with +password$/m)
    await logs('device_login.decided', { decision: 'approve' })
    expect(await sessions()).toBe(2)

    await page.getByRole('link', { name: 'your sessions' }).click()
    await titled('Sessions')
    await sees('This session')
    await sees('compartment command line')
    await isReadable()
    await press(/^End compartment command line/)
    await expect.poll(() => page.getByRole('button', { name: /^End/ }).count()).toBe(0)
    expect(await sessions()).toBe(1)
    const refused = await laptop.run(['whoami'])
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/^error: this session is over: .*\nnext: compartment login$/m)
    await logs('session.ended', { cause: 'revoked' })
  })

  it('changes the password: this session goes on, every other one is over', async () => {
    await comesIn(SECOND, there.page)
    await page.goto(`${stage.url}/password`)
    await titled('Password')
    await isReadable()
    await page.getByLabel('Current password', { exact: true }).fill(SECOND)
    await page.getByLabel('New password', { exact: true }).fill(THIRD)
    await press('Change the password')
    await sees('Your password is changed')
    await isReadable()
    await page.goto(`${stage.url}/orgs/acme`)
    await sees(`You are here as ${REX}`)
    await there.page.reload()
    await isOut(there.page)
    expect(await sessions()).toBe(1)
    await logs('password.changed', { cause: 'changed' })
    expect((await stage.letter(REX, 'Your password was changed')).text).toContain('was changed on')
    await comesIn(THIRD, there.page)
  })

  it('nothing on the way was a fault of a page, and the log of it all can be verified', async () => {
    const refusals = [400, 401, 403, 404]
    const faults = [here, there].map(({ faults: all }) =>
      refusals.reduce<string[]>((left, status) => withoutAnswer(left, status), all),
    )
    expect(faults).toEqual([[], []])
    expect((await well(ada.run(['audit', 'verify']))).out).toMatch(/verified|fits/i)
    expect(stage.mail.received.filter(({ to }) => to.includes(REX))).toEqual([])
  })
})
