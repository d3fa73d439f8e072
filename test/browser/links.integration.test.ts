/** What opens behind mailed links: every state of an invitation and of a reset, each with one next step. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { tokenOf } from '../http/house.ts'
import { ADA, ConsoleHouse, heading, PASSWORD, signIn, withoutAnswer } from './console-house.ts'
import { unreadable } from './readable.ts'

const OTHER_PASSWORD = 'nine loud herons argue'
const HOUR = 3_600_000
const DAY = 24 * HOUR

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
})
afterAll(() => house?.close())

async function opened(link: string, look: (page: Page, faults: string[]) => Promise<void>): Promise<void> {
  const { page, faults, close } = await house.visit()
  await page.goto(link)
  await look(page, faults)
  await close()
}

async function expectDead(link: string, title: string, next: RegExp): Promise<void> {
  await opened(link, async (page) => {
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByText(next).waitFor()
    expect(await page.getByRole('button', { name: /Accept|Set/ }).count()).toBe(0)
  })
}

describe('an invitation', () => {
  it('is accepted with a name and a password, judged while it is typed, pasted if one likes', async () => {
    const link = await house.invite('bea@acme.example')
    await opened(link, async (page, faults) => {
      expect(await page.evaluate<string>('location.href')).toBe(`${house.url}/activate`)
      await page.getByRole('heading', { name: 'Join acme' }).waitFor()
      await page.getByText('You are invited as bea@acme.example').waitFor()
      await page.getByLabel('Your name').fill('Bea')
      const password = page.getByLabel('Password', { exact: true })
      expect(await password.getAttribute('autocomplete')).toBe('new-password')
      await password.fill('short')
      await page.getByText('5 so far').waitFor()
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText('This password cannot be used: it is shorter than 15 characters').waitFor()
      expect(await password.getAttribute('aria-invalid')).toBe('true')
      await password.focus()
      await page.keyboard.insertText(PASSWORD)
      expect(await page.locator('li[data-met="true"]').count()).toBe(2)
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText('bea@acme.example is now a member of acme').waitFor()
      await page.getByRole('button', { name: 'Open acme' }).click()
      await page.getByText('You are here as bea@acme.example').waitFor()
      expect(withoutAnswer(faults, 400)).toEqual([])
    })
    await expectDead(link, 'This invitation was accepted already', /Sign in/)
  })

  it('that was replaced, cancelled or cut off says so, with one thing to do', async () => {
    const first = await house.invite('cy@acme.example')
    const again = await house.ada.resendInvitation({
      organization: 'acme',
      invitation: 'cy@acme.example',
      body: {},
    })
    await expectDead(first, 'This link was replaced', /newest mail/)
    await house.ada.cancelInvitation({ organization: 'acme', invitation: 'cy@acme.example' })
    const second = 'activation_url' in again ? again.activation_url! : ''
    await expectDead(second, 'This invitation was cancelled', /Ask whoever invited you/)
    await expectDead(`${second.slice(0, -5)}XXXXX`, 'This link is not valid', /Ask whoever invited you/)
    await opened(`${house.url}/activate`, async (page) => {
      await page.getByRole('heading', { name: 'This link is incomplete' }).waitFor()
      expect(await page.locator('form').count()).toBe(0)
    })
    await opened(`${second}&token=another`, async (page) => {
      await page.getByRole('heading', { name: 'This link is incomplete' }).waitFor()
    })
  })

  it('INV-02 opened while somebody else is signed in is refused, and leads to its owner', async () => {
    const link = await house.invite('dee@acme.example')
    const { page, close } = await house.visitAs(ADA)
    await page.goto(link)
    await page.getByText('This browser is signed in as somebody else').waitFor()
    expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Sign out and go on' }).click()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByText('dee@acme.example is now a member of acme').waitFor()
    await close()
  })

  it('to somewhere else is accepted by whoever has an account, with its password or signed in', async () => {
    const nora = await house.found('north', 'nora@north.example', 'cus_north')
    for (const email of ['eve@acme.example', 'flo@acme.example']) {
      await house.admit(email)
      const answer = await nora.inviteUser({ organization: 'north', body: { email } })
      const link = 'invitation' in answer ? answer.invitation!.activation_url! : ''
      if (email.startsWith('eve')) {
        await opened(link, async (page) => {
          await page.getByText('You have an account here already').waitFor()
          await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
          await page.getByRole('button', { name: 'Accept' }).click()
          await page.getByText(`${email} is now a member of north`).waitFor()
        })
        continue
      }
      const { page, close } = await house.visitAs(email)
      await page.goto(link.replace('/activate', '/accept'))
      await page.getByRole('heading', { name: 'Join north' }).waitFor()
      expect(await page.getByLabel('Password').count()).toBe(0)
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText(`${email} is now a member of north`).waitFor()
      await page.getByRole('button', { name: 'Open north' }).click()
      await page.getByRole('button', { name: 'Tenant: north' }).waitFor()
      await close()
    }
  })
})

describe('a reset', () => {
  it('sets a new password once, signs nobody in, and ends every session', async () => {
    await house.admit('hal@acme.example')
    const inside = await house.visitAs('hal@acme.example')
    const { reset_url: link } = await house.ada.resetUserPassword({
      organization: 'acme',
      user: 'hal@acme.example',
      body: {},
    })
    await opened(link!, async (page, faults) => {
      expect(await page.evaluate<string>('location.href')).toBe(`${house.url}/reset`)
      await page.getByText('For hal@acme.example').waitFor()
      await page.getByLabel('New password', { exact: true }).fill(OTHER_PASSWORD)
      await page.getByRole('button', { name: 'Set the new password' }).click()
      await page.getByRole('heading', { name: 'Your password is changed' }).waitFor()
      expect(await page.context().cookies()).toEqual([])
      await page.getByRole('link', { name: 'Sign in' }).click()
      await signIn(page, 'hal@acme.example', OTHER_PASSWORD)
      await page.waitForURL('**/orgs/acme')
      expect(faults).toEqual([])
    })
    await inside.page.reload()
    await inside.page.waitForURL((url) => url.pathname === '/sign-in')
    await inside.close()
    await expectDead(link!, 'This link was used already', /Ask for a new link/)
  })
})

describe('in a tenant that takes no passwords', () => {
  it('INV-14 an invitation sends to single sign-on, tells no address, and asks for no password', async () => {
    const email = 'jo@acme.example'
    const link = await house.invite(email)
    const { snapshot } = (await house.server.deps.organizations.named('acme'))!
    const { organization } = snapshot
    snapshot.organization = { ...organization, passwords: false }
    try {
      await opened(link, async (page, faults) => {
        await page.getByRole('heading', { name: 'Sign in with single sign-on' }).waitFor()
        await page.getByText('It was for acme').waitFor()
        const text = await page.locator('body').innerText()
        expect([text.includes(email), await page.locator('form, input[type="password"]').count()]).toEqual([
          false,
          0,
        ])
        expect(await unreadable(page)).toEqual([])
        await page.getByRole('link', { name: 'Sign in', exact: true }).click()
        await page.getByLabel('E-mail').waitFor()
        expect(faults).toEqual([])
      })
    } finally {
      snapshot.organization = organization
    }
    await opened(link, (page) => page.getByRole('button', { name: 'Accept' }).waitFor())
  })
})

describe('when its time is over', () => {
  it('a link says so, to the second, and names who gives a new one', async () => {
    const old = await ConsoleHouse.inhabited()
    const expectOld = async (link: string, title: string, next: RegExp): Promise<void> => {
      const { page, faults, close } = await old.visit()
      await page.goto(link)
      await page.getByRole('heading', { name: title }).waitFor()
      await page.getByText(next).waitFor()
      expect(await page.getByRole('button', { name: /Accept|Set/ }).count()).toBe(0)
      expect([await unreadable(page), faults]).toEqual([[], []])
      await close()
    }
    try {
      await old.admit('lea@acme.example')
      const user = 'lea@acme.example'
      const { reset_url: reset } = await old.ada.resetUserPassword({ organization: 'acme', user, body: {} })
      const invitation = await old.invite('mo@acme.example')
      old.later(HOUR)
      await expectOld(reset!, 'This link has expired', /Ask for a new link/)
      old.later(7 * DAY - HOUR)
      await expectOld(invitation, 'This invitation has expired', /Ask whoever invited you for a new one/)
      const { page, close } = await old.visit()
      await page.goto(reset!)
      await page.getByRole('link', { name: 'Ask for a new link' }).click()
      await page.getByRole('button', { name: 'Ask for the link' }).waitFor()
      await close()
    } finally {
      await old.close()
    }
  })

  it('a link that was open before is refused when it is used after, and says what to do', async () => {
    const old = await ConsoleHouse.inhabited()
    try {
      const { page, faults, close } = await old.visit()
      await page.goto(await old.invite('nat@acme.example'))
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      old.later(7 * DAY)
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText(/This link has expired, ask for a new one/).waitFor()
      expect(withoutAnswer(faults, 400)).toEqual([])
      await close()
    } finally {
      await old.close()
    }
  })
})

it('RST-14 opening a link, by whatever follows links, uses none up', async () => {
  const email = 'ivo@acme.example'
  const link = await house.invite(email)
  const asked: string[] = []
  const { page, close } = await house.visit()
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  page.on('request', (request) => expect(request.headers()['referer'] ?? '').not.toContain('cpl_'))
  for (const method of ['GET', 'HEAD']) await fetch(link, { method })
  await page.goto(link)
  await page.getByRole('button', { name: 'Accept' }).waitFor()
  await page.goto(link)
  await page.getByRole('button', { name: 'Accept' }).waitFor()
  expect(asked.filter((one) => !/^GET \/(assets\/|activate$)/.test(one))).toEqual([
    'POST /v1/links/inspect',
    'POST /v1/links/inspect',
  ])
  const foreign = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin))`,
  )
  expect(foreign).toEqual([])
  await close()
  const body = { token: tokenOf(link), password: PASSWORD }
  const { user } = await createClient({ url: house.url }).activate({ body })
  expect(user.email).toBe(email)
})

it('a first start that was done says so', async () => {
  await opened(house.server.setupLink!, async (page) => {
    expect(await heading(page)).toBe('Set up this server')
    await page.getByLabel('Organization').fill('again')
    await page.getByLabel('Your e-mail').fill('x@y.example')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByText(/already|not valid|was used/).waitFor()
  })
})
