import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { createLog } from '../../src/http/log.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { configOf } from '../http/house.ts'
import { openBrowser } from './browser.ts'

const PASSWORD = 'seven quiet otters sing'

/** How far the page could be scrolled sideways, in pixels; evaluated in the browser. */
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-browser-'))
let browser: Browser
let server: RunningServer

beforeAll(async () => {
  browser = await openBrowser()
  server = await startServer(configOf({ dataDirectory }), { log: createLog('silent'), linger: 0 })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(dataDirectory, { recursive: true, force: true })
})

/** A page of the width; whatever it logs as an error, or would have to scroll sideways for, fails the test. */
async function visit(url: string, width: number, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  await look(page)
  const sideways = await page.evaluate<number>(SIDEWAYS)
  await context.close()
  expect(errors).toEqual([])
  expect(sideways).toBe(0)
}

it('the first admin sets the server up with the printed link, invites someone, and they activate (S1-5, S1-6)', async () => {
  await visit(server.setupLink!, 1280, async (page) => {
    await page.getByLabel('Organization').fill('acme')
    await page.getByLabel('Your e-mail').fill('ada@acme.example')
    await page.getByLabel('Your name').fill('Ada')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByText('is the first admin of').waitFor()
    const cookies = await page.context().cookies()
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Lax']])
  })
  const signIn = { email: 'ada@acme.example', password: PASSWORD, answer_as: 'token' } as const
  const { token } = await createClient({ url: server.url }).signIn({ body: signIn })
  const ada = createClient({ url: server.url, token: token! })
  const invited = await ada.inviteUser({
    organization: 'acme',
    body: { email: 'deploy@example.com', role: 'deployer' },
  })
  const link = 'invitation' in invited ? invited.invitation!.activation_url! : ''
  const early = { email: 'deploy@example.com', password: PASSWORD }
  await expect(createClient({ url: server.url }).signIn({ body: early })).rejects.toThrow()
  await visit(link, 360, async (page) => {
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByText('is now a member of').waitFor()
  })
  const { items } = await ada.listUsers({ organization: 'acme' })
  expect(items.map(({ email, status }) => [email, status])).toEqual([
    ['ada@acme.example', 'active'],
    ['deploy@example.com', 'active'],
  ])
})
