/** When the server is out of reach, busy, or wants to be left alone for a while: the page says so, and goes on by itself. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADA, ConsoleHouse, PASSWORD, signIn } from './console-house.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
})
afterAll(() => house?.close())

const problem = (status: number, code: string, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  headers: { 'retry-after': '2' },
  body: JSON.stringify({ type: 'about:blank', title: code, status, code, detail, reference: 'err_made_up' }),
})

it('a server out of reach is named, and tried again when told', async () => {
  const { page, close } = await house.visitAs(ADA)
  await page.route('**/v1/account', (route) => route.abort())
  await page.goto(`${house.url}/account/sessions`)
  await page.getByText('The server does not answer.').waitFor()
  await page.unroute('**/v1/account')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('This session').waitFor()
  await close()
})

it('a busy server is asked again before anybody is bothered', async () => {
  const { page, close } = await house.visitAs(ADA)
  let asked = 0
  await page.route('**/v1/account/sessions', (route) =>
    asked++ === 0 ? route.fulfill(problem(503, 'OVERLOADED', 'the server is busy')) : route.continue(),
  )
  await page.goto(`${house.url}/account/sessions`)
  await page.getByText('This session').waitFor()
  expect(asked).toBe(2)
  await close()
})

it('whoever is asked to wait sees for how long, and may go on then', async () => {
  const { page, close } = await house.visit()
  let asked = 0
  await page.route('**/v1/sign-in', (route) =>
    asked++ === 0
      ? route.fulfill(problem(429, 'THROTTLED', 'too many attempts: wait and try again'))
      : route.continue(),
  )
  await page.goto(`${house.url}/sign-in`)
  await signIn(page, ADA, PASSWORD)
  await page.getByText('Too many attempts: wait and try again.').waitFor()
  expect(await page.getByRole('button', { name: /^Wait \d s$/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/orgs/acme')
  await close()
})
