/** `token create|list|revoke` against a real server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { admit, type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine, words } from './recorded-terminal.ts'

let house: House
let admin: Machine
beforeAll(async () => {
  house = await openHouse()
  await house.admin.createProject({ organization: 'acme', body: { name: 'billing' } })
  admin = as(house.token)
})
afterAll(() => house[Symbol.asyncDispose]())

const as = (token: string): Machine =>
  machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: token }, now: new Date() })

async function done(line: string, on = admin): Promise<string> {
  const ran = await cli(on, ...words(line))
  expect(ran, `${line}: ${ran.err}`).toMatchObject({ exit: 0 })
  return ran.out
}

type Made = { readonly id: string; readonly secret: string; readonly kind: string }

it('a personal token is printed once, works as far as it reaches, and is revoked', async () => {
  const out = await done('token create laptop --grant readonly@billing --expires-at 90d')
  const secret = /cpt_[\w-]{43}/.exec(out)![0]
  const program = as(secret)
  expect(await done('project list', program)).toContain('billing')
  expect(await done('whoami', program)).toMatch(/Token +laptop, until .*\nReaches +\S+@billing\n/)
  const refused = await cli(program, 'user', 'list')
  expect(refused.exit).not.toBe(0)
  expect(refused.err).toContain('TOKEN_SCOPE')
  expect(refused.err).toContain('organization.user.read')
  const list = await done('token list')
  expect(list).toContain('laptop')
  expect(list).toContain('@billing')
  expect(list).not.toContain(secret)
  const { items } = JSON.parse(await done('token list --output json')) as { items: Made[] }
  expect(await done(`token revoke ${items[0]!.id} --yes`)).toBe(`Ended ${items[0]!.id}.\n`)
  expect((await cli(program, 'whoami')).exit).toBe(1)
})

it('a service token has an account of its own, which goes with it', async () => {
  const out = await done(
    'token create Nightly --kind service --grant deployer@billing --expires-at 30d --output json',
  )
  const { id, secret } = JSON.parse(out) as Made
  expect(await done('user list --type automation')).toContain('Nightly')
  expect(await done('whoami', as(secret))).toContain('automation')
  const { token: kim } = await admit(house, 'kim@acme.example', 'viewer')
  expect((await cli(as(kim), 'token', 'revoke', id, '--yes')).exit).not.toBe(0)
  await done(`token revoke ${id} --yes`)
  expect(await done('user list')).not.toContain('Nightly')
})

it('lists one’s own tokens, and everybody’s when asked to', async () => {
  const { token: lea } = await admit(house, 'lea@acme.example', 'readonly')
  await done('token create leas --grant readonly@billing --expires-at 1d', as(lea))
  await done('token create anas --grant readonly@billing --expires-at 1d')
  expect(await done('token list', as(lea))).not.toContain('anas')
  expect(await done('token list')).not.toContain('leas')
  const all = await done('token list --all')
  for (const name of ['leas', 'anas']) expect(all).toContain(name)
})

it.each([
  ['token create x --expires-at 1d', '--grant'],
  ['token create x --grant readonly@billing', '--expires-at'],
  ['token create x --grant readonly --expires-at 1d', 'deployer@billing'],
])('`%s` says what is missing', async (line, told) => {
  const ran = await cli(admin, ...words(line))
  expect(ran.exit).toBe(64)
  expect(ran.err).toContain(told)
})
