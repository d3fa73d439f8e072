/**
 * INV-16, RST-15, S0-4: Mallory has an organization of another customer, and wants to be somebody else in `acme`. Whatever
 * the victim’s account is, and whatever Mallory’s organization lets its admin do to it, `acme` opens to the victim alone.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { createCustomer } from '../../src/store/store.ts'
import { newAccount, type Person, person, personOf } from './camp.ts'
import { PASSWORD, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

const CHOSEN = 'what mallory knows by heart'

let siege: Siege
let mallory: Person
let count = 0
beforeAll(async () => {
  siege = await Siege.lay()
  const { deps } = siege.server
  const account = await newAccount(siege, 'mallory@lair.test')
  await deps.store.write(createCustomer(deps.store.build, { id: 'cus_lair', name: 'lair', createdAt: 0 }))
  await createOrganization(deps, { name: 'lair', customer: 'cus_lair', admins: [{ account, isNew: true }] })
  mallory = await personOf(siege, account)
})
afterAll(() => siege[Symbol.asyncDispose]())

const lair = (method: string, path: string, body?: object) =>
  siege.at('lair', method, path, { as: mallory.token, ...(body !== undefined && { body }) })
const acme = (method: string, path: string, body?: object) => siege.ask(siege.a.admin, method, path, body)
const fresh = (): string => `victim${count++}@acme.test`

/** Accepts the link of `lair` with the victim’s own password: they work there too. */
async function alsoInLair(email: string): Promise<void> {
  const { body } = await lair('POST', '/users', { email })
  const link = tokenIn(body.invitation!.activation_url)
  expect((await siege.accept(link, { password: PASSWORD })).status).toBe(200)
}

async function member(): Promise<string> {
  return (await person(siege, fresh(), { role: 'admin' })).email
}

/** How the victim stands when Mallory begins: with their address. */
const VICTIMS: Readonly<Record<string, () => Promise<string>>> = {
  'nobody yet': async () => fresh(),
  'invited to acme': async () => {
    const email = fresh()
    expect((await acme('POST', '/users', { email, role: 'admin' })).status).toBe(201)
    return email
  },
  'a member of acme': member,
  'a member of acme and of lair': async () => {
    const email = await member()
    await alsoInLair(email)
    return email
  },
  'blocked in acme, and a member of lair': async () => {
    const email = await member()
    await alsoInLair(email)
    expect((await acme('POST', `/users/${email}/block`, {})).status).toBe(200)
    return email
  },
  'removed from acme': async () => {
    const email = await member()
    expect((await acme('DELETE', `/users/${email}`)).status).toBe(200)
    return email
  },
  'removed from acme, and a member of lair': async () => {
    const email = await member()
    await alsoInLair(email)
    expect((await acme('DELETE', `/users/${email}`)).status).toBe(200)
    return email
  },
  'proven by mail, and a member of lair alone': async () => {
    const email = await member()
    await alsoInLair(email)
    expect((await acme('DELETE', `/users/${email}`)).status).toBe(200)
    const { store } = siege.server.deps
    await store.write([store.build.update('accounts', { email }, { email_verified_by: 'mail' })])
    return email
  },
}

/** All that an admin of `lair` can do to get hold of an account. @returns secrets that they hold afterwards */
async function attacked(email: string): Promise<readonly string[]> {
  const links: string[] = []
  const keep = (url: string | undefined): void => void (url !== undefined && links.push(tokenIn(url)))
  const invited = await lair('POST', '/users', { email, role: 'admin' })
  keep(invited.body.invitation?.activation_url)
  const again = await lair('POST', `/invitations/${invited.body.invitation?.id ?? email}/resend`, {})
  keep(again.body.activation_url)
  const reset = (await lair('POST', `/users/${email}/password-reset`, {})).body as { reset_url?: string }
  keep(reset.reset_url)
  const held: string[] = []
  for (const token of links) {
    await siege.send('POST', '/v1/password/reset', { body: { token, password: CHOSEN } })
    const taken = await siege.accept(token, { password: CHOSEN })
    if (taken.status === 200) held.push(taken.body.token)
  }
  const signedIn = await siege.signIn(email, CHOSEN)
  if (signedIn.status === 200) held.push(signedIn.body.token)
  siege.later(16 * 60_000)
  return held
}

async function opensAcme(token: string): Promise<boolean> {
  const { status } = await siege.ask({ token }, 'GET', '/projects')
  const { body } = await siege.send('GET', '/v1/account/organizations', { as: token })
  return status === 200 || (body.items ?? []).some(({ name }) => name === 'acme')
}

it.each(Object.entries(VICTIMS))(
  'INV-16 RST-15 nobody gets into acme as somebody who is %s',
  async (_, make) => {
    const email = await make()
    const before = await attacked(email)
    // Only now acme invites them, again or for the first time; whoever had an account may be a member at once.
    const { body } = await acme('POST', '/users', { email, role: 'admin' })
    const invitation = body.invitation?.id
    const held = [...before, ...(await attacked(email))]
    for (const token of held) {
      expect(await opensAcme(token)).toBe(false)
      const own = await siege.send('GET', '/v1/account/invitations', { as: token })
      expect((own.body.items ?? []).map(({ id }) => id)).not.toContain(invitation)
      if (invitation === undefined) continue
      const accepted = await siege.send('POST', `/v1/account/invitations/${invitation}/accept`, {
        as: token,
        body: {},
      })
      expect(accepted.status).toBeGreaterThanOrEqual(400)
    }
  },
)

it('RST-15 the attack has an aim: in lair itself Mallory does get hold of who is there alone', async () => {
  expect((await attacked(fresh())).length).toBeGreaterThan(0)
  const mine = fresh()
  const { body } = await lair('POST', '/users', { email: mine })
  await siege.accept(tokenIn(body.invitation!.activation_url), { password: PASSWORD })
  expect((await attacked(mine)).length).toBeGreaterThan(0)
})
