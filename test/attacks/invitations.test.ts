/** INV, RST: links that let somebody in. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { createAccount, createCustomer } from '../../src/store/store.ts'
import { newAccount, type Person, person, personOf } from './camp.ts'
import { type Answer, shapeOf, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

const DAY = 86_400_000

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

type Invited = { readonly id: string; readonly link: string }

async function invite(email: string, given: object = {}, by = siege.a.admin): Promise<Invited> {
  const { body, text } = await siege.ask(by, 'POST', '/users', { email, ...given })
  if (body.invitation === undefined) throw new Error(text)
  return { id: body.invitation.id, link: tokenIn(body.invitation.activation_url) }
}

const codeOf = async (answer: Promise<Answer>): Promise<string> => {
  const { status, body } = await answer
  return status === 200 ? 'ACCEPTED' : body.code
}

it('INV-02 nobody accepts an invitation while signed in as somebody else', async () => {
  const { link } = await invite('new@acme.test')
  const { viewer } = siege.a
  expect(await codeOf(siege.accept(link, {}, { as: viewer.token }))).toBe('INVITE_OTHER_EMAIL')
  const headers = { cookie: `compartment=${viewer.token}`, origin: siege.server.url }
  expect(await codeOf(siege.accept(link, {}, { headers }))).toBe('INVITE_OTHER_EMAIL')
  expect(await codeOf(siege.accept(link))).toBe('ACCEPTED')
})

it('INV-06 the list of invitations has this organization’s alone', async () => {
  const { body } = await siege.ask(siege.a.admin, 'GET', '/invitations?limit=500')
  const emails = body.items.map(({ user }) => user.email)
  expect([emails.includes('invited@acme.test'), emails.some((one) => one.includes('beta'))]).toEqual([
    true,
    false,
  ])
})

it('INV-07 a link is dead once it was used, replaced, cancelled or too late, and once the person was removed', async () => {
  const { admin } = siege.a
  const used = await invite('used@acme.test')
  expect(await codeOf(siege.accept(used.link))).toBe('ACCEPTED')
  const replaced = await invite('replaced@acme.test')
  const { body } = await siege.ask(admin, 'POST', `/invitations/${replaced.id}/resend`, {})
  const cancelled = await invite('cancelled@acme.test')
  await siege.ask(admin, 'DELETE', `/invitations/${cancelled.id}`)
  const removed = await invite('taken-out@acme.test')
  expect((await siege.ask(admin, 'DELETE', '/users/taken-out@acme.test')).status).toBe(200)
  const late = await invite('late@acme.test')
  for (const { link } of [used, replaced, cancelled, removed])
    expect(await codeOf(siege.accept(link))).toBe('LINK_NOT_VALID')
  expect(await codeOf(siege.accept(tokenIn(body.activation_url)))).toBe('ACCEPTED')
  siege.later(7 * DAY + 1000)
  expect(await codeOf(siege.accept(late.link))).toBe('LINK_NOT_VALID')
  siege.later(-7 * DAY - 1000)
  expect(await codeOf(siege.accept(late.link))).toBe('ACCEPTED')
})

it('INV-08 RST-04 of many acceptances of one link at once one wins, and its password is the one that counts', async () => {
  const { link } = await invite('raced@acme.test')
  const passwords = ['first of the phrases', 'second of the phrases', 'third of the phrases']
  const answers = await Promise.all(passwords.map((password) => siege.accept(link, { password })))
  const won = passwords.filter((_, at) => answers[at]!.status === 200)
  expect(won).toHaveLength(1)
  for (const password of passwords)
    expect((await siege.signIn('raced@acme.test', password)).status).toBe(password === won[0] ? 200 : 401)
})

it('INV-10 AZ-03 a link gives nobody what its issuer could not give: roles given later end it', async () => {
  const { admin, steward } = siege.a
  const held = await invite('boss@acme.test', {}, steward)
  await siege.ask(admin, 'PUT', '/users/boss@acme.test/role', { role: 'admin' })
  expect(await codeOf(siege.accept(held.link))).toBe('LINK_NOT_VALID')
  const { body } = await siege.ask(admin, 'POST', `/invitations/${held.id}/resend`, {})
  expect(await codeOf(siege.accept(held.link))).toBe('LINK_NOT_VALID')
  expect(await codeOf(siege.accept(tokenIn(body.activation_url)))).toBe('ACCEPTED')
  expect(await codeOf(siege.accept((await invite('plain@acme.test', {}, steward)).link))).toBe('ACCEPTED')
})

it('INV-10 roles that come through a group end it too', async () => {
  const { admin, steward } = siege.a
  await siege.ask(admin, 'POST', '/groups', { name: 'Bosses' })
  const { link } = await invite('member@acme.test', { groups: ['Bosses'] }, steward)
  await siege.ask(admin, 'POST', '/assignments', { group: 'Bosses', role: 'admin', scope: 'organization' })
  expect(await codeOf(siege.accept(link))).toBe('LINK_NOT_VALID')
  await siege.ask(admin, 'DELETE', '/groups/Bosses')
  expect(await codeOf(siege.accept(link))).toBe('ACCEPTED')
})

it('INV-10 a link ends with the power of its issuer: removed, blocked or demoted', async () => {
  const { admin } = siege.a
  const end: Record<string, (id: string) => Promise<Answer>> = {
    removed: (id) => siege.ask(admin, 'DELETE', `/users/${id}`),
    blocked: (id) => siege.ask(admin, 'POST', `/users/${id}/block`, {}),
    demoted: (id) => siege.ask(admin, 'PUT', `/users/${id}/role`, { role: 'viewer' }),
  }
  for (const [how, ending] of Object.entries(end)) {
    const issuer = await person(siege, `issuer-${how}@acme.test`, { role: 'admin' })
    const { link } = await invite(`by-${how}@acme.test`, { role: 'admin' }, issuer)
    const harmless = await invite(`nothing-by-${how}@acme.test`, {}, issuer)
    expect((await ending(issuer.id)).status).toBe(200)
    expect([how, await codeOf(siege.accept(link))]).toEqual([how, 'LINK_NOT_VALID'])
    expect([how, await codeOf(siege.accept(harmless.link))]).toEqual([how, 'ACCEPTED'])
  }
})

it('INV-11 inviting somebody of another organization tells nothing of it and changes nothing there', async () => {
  const { viewer, admin } = siege.b
  const before = await siege.at('beta', 'GET', `/users/${viewer.id}`, { as: admin.token })
  const { status, body } = await siege.ask(siege.a.admin, 'POST', '/users', { email: viewer.email })
  expect([status, body.invitation, body.user.roles, body.user.groups]).toEqual([201, undefined, [], []])
  expect((await siege.at('beta', 'GET', `/users/${viewer.id}`, { as: admin.token })).text).toBe(before.text)
  await siege.ask(siege.a.admin, 'DELETE', `/users/${viewer.id}`)
})

it('INV-12 inviting again starts clean: a new link, the old one dead, no old role', async () => {
  const { admin } = siege.a
  const first = await invite('twice@acme.test', { role: 'admin' })
  await siege.ask(admin, 'DELETE', '/users/twice@acme.test')
  const second = await invite('twice@acme.test')
  expect(await codeOf(siege.accept(first.link))).toBe('LINK_NOT_VALID')
  expect(await codeOf(siege.accept(second.link))).toBe('ACCEPTED')
  expect((await siege.ask(admin, 'GET', '/users/twice@acme.test')).body.roles).toEqual([])
})

/** An organization of another customer, whose admin prepares things. */
async function strangers(name: string): Promise<Person> {
  const { deps } = siege.server
  const account = await newAccount(siege, `mallory@${name}.test`)
  const customer = `cus_${name}`
  await deps.store.write(createCustomer(deps.store.build, { id: customer, name, createdAt: deps.clock() }))
  await createOrganization(deps, { name, customer, admins: [{ account, isNew: true }] })
  return personOf(siege, account)
}

/** Prepares an account there, with a password that the attacker chose and a link that the attacker was shown. */
async function prepared(
  email: string,
  name: string,
): Promise<{ readonly id: string; readonly token: string }> {
  const mallory = await strangers(name)
  const { body } = await siege.at(name, 'POST', '/users', { as: mallory.token, body: { email } })
  const taken = await siege.accept(tokenIn(body.invitation!.activation_url), {
    password: 'prepared by mallory',
  })
  expect(taken.status).toBe(200)
  return { id: taken.body.user.id, token: taken.body.token }
}

it('INV-16 INV-03 an account that was prepared elsewhere gains nothing: no listing, no acceptance, no membership', async () => {
  const email = 'victim@acme.test'
  const mallory = await prepared(email, 'lair')
  const { id, link } = await invite(email, { role: 'admin' })
  const own = await siege.send('GET', '/v1/account/invitations', { as: mallory.token })
  expect([own.status, own.body.items]).toEqual([200, []])
  const path = `/v1/account/invitations/${id}/accept`
  expect((await siege.send('POST', path, { as: mallory.token, body: {} })).status).toBe(404)
  expect((await siege.ask(mallory, 'GET', '/projects')).status).toBe(404)
  // Who has the link and not the password is not the account's owner either, and sets no other password.
  expect(await codeOf(siege.accept(link, { password: 'the victim’s own choice' }))).toBe('BAD_CREDENTIAL')
  expect((await siege.signIn(email, 'prepared by mallory')).status).toBe(200)
  expect((await siege.ask(siege.a.admin, 'GET', `/users/${mallory.id}`)).text).toContain('"status":"invited"')
})

it('INV-16 an account that is in use without a password gets none from a link', async () => {
  const { deps } = siege.server
  const email = 'sso-only@acme.test'
  const account = { ...(await newAccount(siege, email)), emailVerifiedBy: 'provider:prv_elsewhere' }
  const { passwordHash: _, ...bare } = account
  await deps.store.write(createCustomer(deps.store.build, { id: 'cus_sso', name: 'sso', createdAt: 0 }))
  await createOrganization(deps, {
    name: 'sso-only',
    customer: 'cus_sso',
    admins: [{ account: bare, isNew: true }],
  })
  const { link } = await invite(email, { role: 'viewer' })
  expect(await codeOf(siege.accept(link))).toBe('UNAUTHENTICATED')
  const owner = await personOf(siege, bare)
  expect(await codeOf(siege.accept(link, {}, { as: owner.token }))).toBe('LINK_NOT_VALID')
  expect((await siege.signIn(email)).status).toBe(401)
})

it('INV-04 changing one’s own name or spelling brings nobody another’s invitation', async () => {
  await invite('target@acme.test', { role: 'admin' })
  const { viewer } = siege.b
  const { body } = await siege.send('GET', '/v1/account', { as: viewer.token })
  expect(body.email).toBe(viewer.email)
  for (const method of ['PATCH', 'PUT', 'POST']) {
    const sent = { as: viewer.token, body: { email: 'target@acme.test' } }
    expect((await siege.send(method, '/v1/account', sent)).status).toBeGreaterThanOrEqual(404)
  }
  const own = await siege.send('GET', '/v1/account/invitations', { as: viewer.token })
  expect(own.body.items).toEqual([])
})

it('INV-06 nobody is listed an invitation of an empty address, or of another’s', async () => {
  const { viewer, admin } = siege.a
  for (const query of ['', '?email=', '?q=', '?email=null']) {
    const { status, body } = await siege.send('GET', `/v1/account/invitations${query}`, { as: viewer.token })
    expect(status === 200 ? body.items : status).toEqual(query === '' ? [] : 400)
  }
  for (const email of ['', ' ', 'null', '\u0000@acme.test'])
    expect((await siege.ask(admin, 'POST', '/users', { email })).status).toBe(400)
})

it('INV-14 an organization that takes no passwords gives no link, and its older links set none', async () => {
  const { link } = await invite('early@acme.test', { role: 'viewer' })
  const living = (await siege.server.deps.organizations.named('acme'))!
  const { organization } = living.snapshot
  living.snapshot.organization = { ...organization, passwords: false }
  try {
    expect(await codeOf(siege.accept(link))).toBe('SSO_REQUIRED')
    const looked = await siege.send('POST', '/v1/links/inspect', { body: { token: link } })
    expect([looked.body.state, looked.text.includes('early@')]).toEqual(['sso_only', false])
  } finally {
    living.snapshot.organization = organization
  }
  expect(await codeOf(siege.accept(link))).toBe('ACCEPTED')
})

it('INV-15 nobody joins an organization by the domain of their address', async () => {
  const { body } = await siege.send('POST', '/v1/links/inspect', { body: { token: 'acme.test' } })
  expect(body.code).toBe('LINK_NOT_VALID')
  const stranger = await strangers('acme-test')
  const same = await newAccount(siege, 'insider@acme.test')
  await siege.server.deps.store.write(createAccount(siege.server.deps.store.build, same))
  const insider = await personOf(siege, same)
  for (const one of [insider, stranger]) {
    expect((await siege.send('GET', '/v1/account/organizations', { as: one.token })).text).not.toContain(
      '"acme"',
    )
    expect((await siege.ask(one, 'GET', '')).status).toBe(404)
  }
})

it('TEN-07 a role of one organization never counts in another, and a block in one is a block in one', async () => {
  const { admin } = siege.a
  const both = await person(siege, 'both@acme.test', { role: 'admin' })
  const beta = siege.b.admin.token
  await siege.at('beta', 'POST', '/users', { as: beta, body: { email: 'both@acme.test', role: 'viewer' } })
  const users = (organization: string) => siege.at(organization, 'GET', '/users', { as: both.token })
  expect([(await users('acme')).status, (await users('beta')).status]).toEqual([200, 403])
  await siege.ask(admin, 'POST', `/users/${both.id}/block`, {})
  const there = () => siege.at('beta', 'GET', '', { as: both.token })
  expect([(await users('acme')).status, (await there()).status]).toEqual([403, 200])
  await siege.ask(admin, 'DELETE', `/users/${both.id}`)
  expect([(await users('acme')).status, (await there()).status]).toEqual([404, 200])
})

it('AUTH-19 a session from before somebody was removed does not come back with a new invitation', async () => {
  const { admin } = siege.a
  const back = await person(siege, 'back@acme.test', { role: 'admin' })
  const beta = siege.b.admin.token
  await siege.at('beta', 'POST', '/users', { as: beta, body: { email: 'back@acme.test' } })
  await siege.ask(admin, 'DELETE', `/users/${back.id}`)
  expect((await siege.at('beta', 'GET', '', { as: back.token })).status).toBe(200)
  const { body } = await siege.ask(admin, 'POST', '/users', { email: 'back@acme.test' })
  expect([body.user.id, body.user.roles]).toEqual([back.id, []])
  expect((await siege.ask(back, 'GET', '')).status).toBe(401)
})

it('WEB-05 RST-12 names that hide something or break a line are refused wherever people give one', async () => {
  const { admin } = siege.a
  const names = [
    'Ann\u202Eevil',
    'Ann\u200B',
    'Ann\nBcc: x@y.test',
    'Ann\u2028x',
    'A\u0000',
    'x\uFEFF y',
    'Ann\u2066',
  ]
  for (const name of names) {
    const tries = [
      siege.ask(admin, 'POST', '/users', { email: 'named@acme.test', name }),
      siege.ask(admin, 'POST', '/projects', { name: 'named', display_name: name }),
      siege.ask(admin, 'PUT', '/projects/billing', { display_name: name }),
      siege.ask(admin, 'POST', '/roles', { name, permissions: [] }),
      siege.ask(admin, 'POST', '/groups', { name }),
    ]
    for (const { status, body } of await Promise.all(tries))
      expect([name, status, body.code]).toEqual([name, 400, 'INVALID'])
    const { link } = await invite(`n${names.indexOf(name)}@acme.test`)
    expect(await codeOf(siege.accept(link, { name }))).toBe('INVALID')
    expect(await codeOf(siege.accept(link, { name: 'Ann O’Neil-Łuk 李' }))).toBe('ACCEPTED')
  }
})

it('RST-07 a link of one purpose serves no other, and the id of an invitation is no link', async () => {
  const { id, link } = await invite('purpose@acme.test')
  for (const path of ['/v1/demo/sign-in', '/v1/setup']) {
    const body = {
      token: link,
      ...(path.endsWith('setup') && { organization: 'x', email: 'e@x.test', password: 'p' }),
    }
    expect((await siege.send('POST', path, { body })).status).toBeGreaterThanOrEqual(400)
  }
  expect(await codeOf(siege.accept(id))).toBe('LINK_NOT_VALID')
  expect(await codeOf(siege.accept(link))).toBe('ACCEPTED')
})

it('RST-14 opening a link does not use it, whoever follows it is told no address, and nothing is loaded from elsewhere', async () => {
  const { link } = await invite('scanned@acme.test')
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await siege.send(method, `/activate?token=${link}`)
    expect([answer.status, answer.headers.get('referrer-policy')]).toEqual([200, 'no-referrer'])
    expect(answer.text).not.toContain(link)
    expect(answer.text).not.toMatch(/(src|href)="(https?:)?\/\//)
  }
  expect(await codeOf(siege.accept(link))).toBe('ACCEPTED')
})

it('RST-02 RST-03 links begin with the public URL, whatever Host a request claims', async () => {
  const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' }
  const sent = { as: siege.a.admin.token, body: { email: 'host@acme.test' }, headers }
  const { body } = await siege.at('acme', 'POST', '/users', sent)
  expect(new URL(body.invitation!.activation_url).origin).toBe(siege.server.url)
})

it('AUTH-15 links that never were, were used or were replaced are told apart by their holders alone', async () => {
  const made = (at: number): string => `cpl_${'A'.repeat(42)}${at}`
  const [one, two] = [await siege.accept(made(1)), await siege.accept(made(2))]
  expect(shapeOf(one)).toBe(shapeOf(two))
  expect(shapeOf(one)).not.toContain('acme')
})
