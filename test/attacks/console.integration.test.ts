/** WEB-05, WEB-09: script in everything that somebody else can have written, looked at by an admin in a real browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { ADA, ConsoleHouse, PASSWORD, signIn } from '../browser/console-house.ts'
import { tokenOf } from '../http/house.ts'

/** Each sets `hit` where it runs. */
const PAYLOADS = [
  '<script>hit=1</script>',
  '<img src=x onerror=hit=1>',
  '<svg/onload=hit=1>',
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  "'-(hit=1)-'",
  '{{constructor.constructor("hit=1")()}}',
  '${hit=1}',
  'javascript:hit=1',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit=1>',
  '<a href="javascript:hit=1">x</a>',
  '<form action=javascript:hit=1><button>',
  '</title><script>hit=1</script>',
]

let house: ConsoleHouse
/** Has a name that is script, and is looked at. */
const EVIL = 'evil@acme.example'
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const token = tokenOf(await house.invite(EVIL, 'admin'))
  const api = createClient({ url: house.url })
  const body = { token, password: PASSWORD, answer_as: 'token', name: PAYLOADS[1]! } as const
  const evil = createClient({ url: house.url, token: (await api.activate({ body })).token! })
  for (const [at, text] of PAYLOADS.entries()) {
    const organization = 'acme'
    await evil.createProject({ organization, body: { name: `p${at}`, display_name: text } })
    await evil.createRole({
      organization,
      body: { name: text.slice(0, 60), description: text, permissions: ['project.read'] },
    })
    await evil.createGroup({ organization, body: { name: text.slice(0, 60), description: text } })
    await evil.createAssignment({
      organization,
      body: { user: ADA, role: text.slice(0, 60), scope: 'organization' },
    })
  }
}, 120_000)
afterAll(() => house?.close())

async function unharmed(page: Page, faults: readonly string[], path: string): Promise<void> {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(house.url + path)
  await page.getByRole('heading').first().waitFor()
  expect(await page.evaluate<unknown>('window.hit')).toBeUndefined()
  expect(dialogs).toEqual([])
  expect(faults.filter((fault) => fault.startsWith('policy:'))).toEqual([])
  expect(new URL(page.url()).origin).toBe(house.url)
}

describe('script where somebody else writes', () => {
  it('WEB-05 is text on every page that shows names, roles and places', { timeout: 120_000 }, async () => {
    const { page, faults, close } = await house.visitAs(ADA)
    for (const path of ['/', '/orgs/acme', '/account/invitations', '/account/sessions', '/password'])
      await unharmed(page, faults, path)
    await page.goto(`${house.url}/orgs/acme`)
    await page.getByText('<img src=x onerror=hit=1>').first().waitFor()
    expect(await page.evaluate<unknown>('window.hit')).toBeUndefined()
    await close()
  })

  it('WEB-05 is text in what an address holds', { timeout: 120_000 }, async () => {
    const { page, faults, close } = await house.visit()
    for (const text of PAYLOADS.slice(0, 6)) {
      const word = encodeURIComponent(text)
      for (const path of [
        `/sign-in?email=${word}&to=${word}`,
        `/device?code=${word}`,
        `/activate?token=${word}`,
      ])
        await unharmed(page, faults, path)
    }
    await close()
  })
})

describe('after signing in', () => {
  it('WEB-09 nobody is led to another site, whatever the address says', { timeout: 120_000 }, async () => {
    for (const to of ['//evil.test', 'https://evil.test', '/\\evil.test', 'javascript:hit=1']) {
      const { page, close } = await house.visit()
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).host))
      await page.goto(`${house.url}/sign-in?to=${encodeURIComponent(to)}`)
      await signIn(page, ADA)
      await page.getByRole('button', { name: /^Account: / }).waitFor()
      expect(new Set(asked)).toEqual(new Set([new URL(house.url).host]))
      expect(await page.evaluate<unknown>('window.hit')).toBeUndefined()
      await close()
    }
  })
})
