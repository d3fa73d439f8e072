import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { ConsoleHouse, PASSWORD, sideways } from './console-house.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.open()
})
afterAll(() => house?.close())

it('the first admin sets the server up with the printed link, invites someone, and they activate (S1-5, S1-6)', async () => {
  const first = await house.visit()
  await first.page.goto(house.server.setupLink!)
  await first.page.getByLabel('Organization').fill('acme')
  await first.page.getByLabel('Your e-mail').fill('ada@acme.example')
  await first.page.getByLabel('Your name').fill('Ada')
  await first.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await first.page.getByRole('button', { name: 'Set up' }).click()
  await first.page.getByText('is the first admin of').waitFor()
  const cookies = await first.page.context().cookies()
  expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Lax']])
  await first.page.getByRole('button', { name: 'Open acme' }).click()
  await first.page.getByText('You are here as ada@acme.example').waitFor()
  expect([first.faults, await sideways(first.page)]).toEqual([[], 0])
  await first.close()

  const signIn = { email: 'ada@acme.example', password: PASSWORD, answer_as: 'token' } as const
  const { token } = await createClient({ url: house.url }).signIn({ body: signIn })
  house.ada = createClient({ url: house.url, token: token! })
  const link = await house.invite('deploy@example.com', 'deployer')
  const early = { email: 'deploy@example.com', password: PASSWORD }
  await expect(createClient({ url: house.url }).signIn({ body: early })).rejects.toThrow()

  const second = await house.visit({ viewport: { width: 360, height: 800 } })
  await second.page.goto(link)
  await second.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await second.page.getByRole('button', { name: 'Accept' }).click()
  await second.page.getByText('is now a member of').waitFor()
  expect([second.faults, await sideways(second.page)]).toEqual([[], 0])
  await second.close()
  const { items } = await house.ada.listUsers({ organization: 'acme' })
  expect(items.map(({ email, status }) => [email, status])).toEqual([
    ['ada@acme.example', 'active'],
    ['deploy@example.com', 'active'],
  ])
})
