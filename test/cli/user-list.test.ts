/** `user list` with what cuts and sorts it, against the real server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { admit, type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine } from './recorded-terminal.ts'

let house: House
let admin: Machine
beforeAll(async () => {
  house = await openHouse({ memory: true } as never)
  admin = machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: house.token } })
  await admit(house, 'kit@acme.example', 'deployer')
  await admit(house, 'bob@acme.example', 'viewer')
  const acme = { organization: 'acme' }
  await house.admin.blockUser({ ...acme, user: 'bob@acme.example', body: {} })
  await house.admin.inviteUser({ ...acme, body: { email: 'pia@acme.example' } })
})
afterAll(() => house[Symbol.asyncDispose]())

it.each([
  [
    ['--standing', 'active'],
    ['ana', 'kit'],
  ],
  [['--standing', 'inactive'], ['bob']],
  [['--standing', 'pending'], ['pia']],
  [['--role', 'deployer'], ['kit']],
  [['--access-summary', 'Membership only'], ['pia']],
  [
    ['--sort', '-last_sign_in_at', '--standing', 'active'],
    ['kit', 'ana'],
  ],
])('user list %j shows %j', async (options, people) => {
  const { exit, out } = await cli(admin, 'user', 'list', '--type', 'user', ...options, '--output', 'json')
  expect(exit).toBe(0)
  const { items, counts } = JSON.parse(out) as { items: { email: string }[]; counts: object }
  expect(items.map(({ email }) => email)).toEqual(people.map((name) => `${name}@acme.example`))
  expect(Object.keys(counts)).toEqual(['active', 'inactive', 'pending'])
})

it('user show says with what somebody signs in', async () => {
  expect((await cli(admin, 'user', 'show', 'kit@acme.example')).out).toMatch(/Signs in with +password/)
  expect((await cli(admin, 'user', 'show', 'pia@acme.example')).out).toMatch(/Signs in with +nothing/)
})
