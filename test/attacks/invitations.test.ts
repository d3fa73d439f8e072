/** INV, RST: links that let somebody in. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
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

it('INV-16 an account that was prepared elsewhere keeps its password, and a link alone does not open it', async () => {
  const { store } = siege.server.deps
  const { email, token } = await person(siege, 'prepared@beta.test', {}, 'beta', siege.b.admin.token)
  await store.write([
    store.build.update('accounts', { email }, { email_verified_by: 'activation:cus_other' }),
  ])
  const { link } = await invite(email, { role: 'deployer' })
  expect(await codeOf(siege.accept(link, { password: 'another one of my choice' }))).toBe('BAD_CREDENTIAL')
  expect(await codeOf(siege.accept(link, {}, { as: token }))).toBe('ACCEPTED')
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
