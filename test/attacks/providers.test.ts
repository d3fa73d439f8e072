/** Providers themselves: where their addresses lead, whose settings somebody changes, and what happens when one lies or hangs. */
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { guardedFetch, OutboundFault } from '../../src/identity/guarded-fetch.ts'
import { identitiesOf } from '../../src/store/store.ts'
import { addProvider, begin, complete, says, signsIn, ssoTown } from '../operations/sso-town.ts'
import { CraftyProvider } from '../support/crafty-provider.ts'
import { second } from '../support/town.ts'
import { Siege } from './siege.ts'

const lookup = dns.lookup

/** Names mean these addresses, one list after the other. @returns how often it was asked */
function namesMean(...lists: string[][]): () => number {
  let asked = 0
  const fake = (_: string, __: unknown, done: (...found: unknown[]) => void): void => {
    const list = lists[Math.min(asked++, lists.length - 1)]!
    done(
      null,
      list.map((address) => ({ address, family: 4 })),
    )
  }
  dns.lookup = fake as never
  syncBuiltinESMExports()
  return () => asked
}
afterEach(() => {
  dns.lookup = lookup
  syncBuiltinESMExports()
})

/** Takes connections, and counts them. */
async function listening() {
  let count = 0
  const server = createServer((socket) => {
    count++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    count: () => count,
    [Symbol.asyncDispose]: async () => void (await new Promise((done) => server.close(done))),
  }
}

describe('an issuer', () => {
  it.each([
    'https://127.0.0.1:PORT',
    'https://127.1:PORT',
    'https://2130706433:PORT',
    'https://0x7f.1:PORT',
    'https://0177.0.0.1:PORT',
    'https://localhost:PORT',
    'https://[::1]:PORT',
    'https://[::ffff:127.0.0.1]:PORT',
    'https://[64:ff9b::7f00:1]:PORT',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://[fd00::1]',
    'https://0.0.0.0:PORT',
    'http://127.0.0.1:PORT',
    'http://id.example:PORT',
    'file:///etc/passwd',
    'gopher://127.0.0.1:PORT/x',
    'javascript:alert(1)',
    'https://ada:secret@id.example',
    'https://id.example/?next=1',
    '//127.0.0.1:PORT',
  ])('OIDC-14 that leads inside, %s, is refused, and no connection is made', async (text) => {
    await using inside = await listening()
    await using town = await ssoTown(false, { supplies: { publicUrl: 'https://access.test' } })
    const issuer = text.replace('PORT', String(inside.port))
    const refusal = await town.refusal(addProvider(town, { issuer }))
    expect(refusal.refusal).toMatchObject({ code: 'INVALID', field: '/issuer' })
    expect(inside.count()).toBe(0)
    expect((await town.ask(town.ada, 'listOidcProviders')).items).toEqual([])
  })

  it('OIDC-14 whose name has an address inside, among others or alone, is not connected to', async () => {
    await using inside = await listening()
    await using town = await ssoTown(false, { supplies: { publicUrl: 'https://access.test' } })
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['169.254.169.254']]) {
      namesMean(addresses)
      const issuer = `https://id.example:${inside.port}`
      const { refusal } = await town.refusal(addProvider(town, { issuer }))
      expect(refusal.detail).toMatch(/not on the public internet/)
    }
    expect(inside.count()).toBe(0)
  })

  it('OIDC-14 whose name means another address a moment later is connected to where it was judged', async () => {
    await using provider = await CraftyProvider.open()
    const asked = namesMean(['127.0.0.1'], ['127.0.0.9'])
    const judged: string[] = []
    const rules = { mayReach: (address: string) => judged.push(address) > 0, loopback: true }
    const url = provider.issuer.replace('127.0.0.1', 'localhost')
    const answer = await guardedFetch(rules, `${url}/keys`, {})
    expect([answer.status, asked(), judged]).toEqual([200, 1, ['127.0.0.1']])
  })

  it('OIDC-14 that redirects inside is not followed', async () => {
    await using inside = await listening()
    await using town = await ssoTown(false)
    town.provider.instead = (_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end()
    expect(await town.code(addProvider(town))).toBe('INVALID')
    expect(inside.count()).toBe(0)
  })

  it('OIDC-14 whose metadata leads elsewhere is held to the same rules', async () => {
    await using town = await ssoTown(false)
    for (const metadata of [
      { jwks_uri: 'http://10.0.0.1/keys' },
      { token_endpoint: 'file:///etc/passwd' },
      { authorization_endpoint: 'javascript:alert(document.domain)' },
      { jwks_uri: 'https://169.254.169.254/keys' },
    ]) {
      town.provider.metadata = metadata
      expect(await town.code(addProvider(town)), JSON.stringify(metadata)).toBe('INVALID')
    }
  })

  it('OIDC-14 on a private network is reached only where the operator says so, this machine never', async () => {
    const { outboundRules } = await import('../../src/operations/sso/sso-rules.ts')
    const rules = outboundRules({ privateAddresses: true, domains: [] }, 'https://access.test')
    const may = ['10.1.2.3', '192.168.1.1', 'fd00::1', '1.1.1.1'].map(rules.mayReach)
    const mayNot = ['127.0.0.1', '169.254.169.254', '0.0.0.0', '::1', 'fe80::1', '::ffff:10.0.0.1']
    expect(may).toEqual([true, true, true, true])
    expect(mayNot.map(rules.mayReach)).toEqual(mayNot.map(() => false))
    expect(rules.loopback).toBe(false)
  })
})

describe('a provider that hangs or lies', () => {
  it.each<[string, NonNullable<CraftyProvider['instead']>]>([
    ['fails', (_, response) => response.writeHead(500).end('{}')],
    [
      'answers with a page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    ],
    ['answers with too much', (_, response) => response.writeHead(200).end('x'.repeat(2_000_000))],
    ['hangs up', (request) => request.socket.destroy()],
    [
      'says that it is another',
      (_, response) => response.writeHead(200).end('{"issuer":"https://id.example"}'),
    ],
  ])('OIDC-21 and %s lets nobody in, with a clean error; open sessions go on', async (_, instead) => {
    await using town = await ssoTown({ auto_join_domains: ['acme.test'] })
    const sam = await signsIn(town)
    const under = await begin(town)
    const back = town.provider.comesBack(under.url, says())
    town.now += 11 * 60_000
    town.provider.instead = instead
    expect(await town.code(begin(town))).toBe('PROVIDER_UNREACHABLE')
    town.now -= 11 * 60_000
    const code = await town.code(complete(town, back, under.flow))
    expect(['PROVIDER_UNREACHABLE', 'SIGN_IN_NOT_COMPLETED']).toContain(code)
    expect(await town.ask(sam, 'showOrganization')).toMatchObject({ name: 'acme' })
    const { checks } = await town.ask(town.ada, 'testOidcProvider', { params: { provider: 'corp' } })
    expect(checks[0]).toMatchObject({ check: 'metadata', status: 'failed' })
  })

  it('OIDC-21 and never answers is given up', async () => {
    await using provider = await CraftyProvider.open()
    provider.instead = () => {}
    const rules = { mayReach: () => true, loopback: true }
    const signal = AbortSignal.timeout(200)
    const fault = await guardedFetch(rules, provider.issuer, { signal }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(OutboundFault)
    expect(fault).toMatchObject({ problem: 'too_long' })
  })

  it('OIDC-21 and never stops is given up too', async () => {
    await using provider = await CraftyProvider.open()
    const piece = 'x'.repeat(64 * 1024)
    provider.instead = (_, response) => {
      const more = (): void => void (response.destroyed || response.write(piece, () => setImmediate(more)))
      more()
    }
    const rules = { mayReach: () => true, loopback: true }
    const signal = AbortSignal.timeout(5000)
    const fault = await guardedFetch(rules, provider.issuer, { signal }).catch((error: unknown) => error)
    expect(fault).toMatchObject({ problem: 'too_much' })
  })

  it('OIDC-21 and calls itself by another spelling of its address is not added', async () => {
    await using town = await ssoTown(false)
    town.provider.metadata = { issuer: `${town.provider.issuer}/` }
    const { refusal } = await town.refusal(addProvider(town))
    expect(refusal.detail).toContain(`it calls itself ${town.provider.issuer}/: write it exactly so`)
  })

  it('OIDC-21 and whose refusal carries text of a stranger has none of it repeated', async () => {
    await using town = await ssoTown()
    const { url, flow } = await begin(town)
    const state = new URL(url).searchParams.get('state')!
    const query = new URLSearchParams({ state, error: 'access_denied', error_description: 'Call 555-EVIL' })
    const { refusal } = await town.refusal(complete(town, `?${query.toString()}`, flow))
    expect(refusal.code).toBe('SIGN_IN_NOT_COMPLETED')
    expect(refusal.detail).toContain('access_denied')
    expect(refusal.detail).not.toContain('EVIL')
  })
})

describe('the settings of providers', () => {
  it('OIDC-13 are changed, tested and seen by nobody but who manages sign-in there', async () => {
    await using siege = await Siege.lay({
      config: { sso: { privateAddresses: false, domains: [] } },
    })
    await using provider = await CraftyProvider.open()
    const body = {
      key: 'corp',
      display_name: 'Corp',
      issuer: provider.issuer,
      client_id: 'c',
      client_secret: 's',
    }
    const path = '/sso/providers'
    const made = await siege.at('beta', 'POST', path, { as: siege.b.admin.token, body })
    expect(made.status).toBe(201)
    const { id } = made.body as unknown as { id: string }
    const own = await siege.at('acme', 'POST', path, { as: siege.a.admin.token, body })
    expect(own.status).toBe(201)
    const asks = [
      ['GET', path, undefined],
      ['POST', path, { ...body, key: 'other' }],
      ['PUT', `${path}/${id}`, { enabled: false }],
      ['DELETE', `${path}/${id}`, undefined],
      ['POST', `${path}/${id}/test`, {}],
    ] as const
    const before = provider.asked.length
    for (const [method, to, sent] of asks) {
      const send = (organization: string, as?: string) =>
        siege.at(organization, method, to, {
          ...(as !== undefined && { as }),
          ...(sent !== undefined && { body: sent }),
        })
      expect((await send('beta', siege.a.admin.token)).status, `${method} of another`).toBe(404)
      expect((await send('beta')).status, `${method} of nobody`).toBe(401)
      for (const who of [siege.a.viewer, siege.a.steward, siege.a.caretaker, siege.a.nobody])
        expect((await send('acme', who.token)).status, `${method} of ${who.email}`).toBe(403)
      // By its id, through one's own organization.
      if (to !== path) expect((await send('acme', siege.a.admin.token)).status).toBe(404)
    }
    expect(provider.asked.length).toBe(before)
    const shown = await siege.at('beta', 'GET', path, { as: siege.b.admin.token })
    expect(JSON.stringify(shown.body)).toContain('"enabled":true')
  })

  it('OIDC-13 give nobody a role or a group that whoever sets them lacks', async () => {
    await using town = await ssoTown(false)
    const keys = (await town.ask(town.ada, 'listPermissions')).items
      .filter(({ key }) => key.startsWith('organization.'))
      .map(({ key }) => key)
    await town.ask(town.ada, 'createRole', { body: { name: 'Access', permissions: keys } })
    const kim = await town.person(town.ada, 'kim@acme.test', { role: 'Access' })
    expect(
      await town.code(
        addProvider(town, { auto_join_domains: ['acme.test'], auto_join_role: 'deployer' }, kim),
      ),
    ).toBe('ESCALATION')
    await town.ask(town.ada, 'createGroup', { body: { name: 'Operators' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'deployer', group: 'Operators', scope: 'organization' },
    })
    const rules = { group_rules: [{ value: 'Ops', group: 'Operators' }] }
    expect(await town.code(addProvider(town, rules, kim))).toBe('ESCALATION')
    await addProvider(town, {}, kim)
    const change = (body: object) =>
      town.ask(kim, 'updateOidcProvider', { params: { provider: 'corp' }, body: { ...body } })
    expect(await town.code(change(rules))).toBe('ESCALATION')
    expect(await town.code(change({ auto_join_domains: ['acme.test'], auto_join_role: 'deployer' }))).toBe(
      'ESCALATION',
    )
  })
})

it('AUTH-15 how one can sign in is answered alike for members, for strangers, and for organizations without single sign-on', async () => {
  await using town = await ssoTown({ login_domains: ['acme.test'] })
  await second(town, 'beta')
  const beta = (await town.deps.organizations.named('beta'))!
  beta.snapshot.organization = { ...beta.snapshot.organization, passwords: false }
  const asked = (body: object) => town.ask(undefined, 'listSignInMethods', { body: { ...body } })
  const [member, stranger] = [await asked({ email: 'ada@acme.test' }), await asked({ email: 'x@acme.test' })]
  expect(member).toEqual(stranger)
  expect(member.providers).toHaveLength(1)
  const [there, nowhere] = [await asked({ organization: 'beta' }), await asked({ organization: 'zeta' })]
  expect(there).toEqual(nowhere)
  expect(await asked({ email: 'admin@beta.test' })).toEqual(await asked({ email: 'admin@zeta.test' }))
  const refused = (organization: string) => town.refusal(begin(town, organization))
  const [one, other] = [await refused('beta'), await refused('zeta')]
  expect(one.refusal.detail.replace('beta', 'zeta')).toBe(other.refusal.detail)
})

it('RACE-07 first sign-ins of one new person at the same moment make one account, one identity, one member', async () => {
  await using town = await ssoTown({ auto_join_domains: ['acme.test'] })
  const flows = await Promise.all(Array.from({ length: 8 }, () => begin(town)))
  const ended = await Promise.all(
    flows.map(({ url, flow }) => complete(town, town.provider.comesBack(url, says()), flow)),
  )
  const accounts = new Set(ended.map(({ answer }) => answer.user.id))
  expect(accounts.size).toBe(1)
  const [account] = [...accounts]
  expect(await identitiesOf(town.deps.store, account!)).toHaveLength(1)
  const { items } = await town.ask(town.ada, 'listUsers', { query: { q: 'sam@acme.test' } })
  expect(items).toHaveLength(1)
})

it('AUTH-18 AUTH-19 whoever is blocked or was removed is not let in by a provider that still vouches for them', async () => {
  await using town = await ssoTown({ auto_join_domains: ['acme.test'] })
  const sam = await signsIn(town)
  const comeBack = async () => {
    const { url, flow } = await begin(town)
    return town.code(complete(town, town.provider.comesBack(url, says()), flow))
  }
  await town.ask(town.ada, 'blockUser', { params: { user: sam.account } })
  expect(await comeBack()).toBe('BLOCKED')
  await town.ask(town.ada, 'unblockUser', { params: { user: sam.account } })
  await town.ask(town.ada, 'removeUser', { params: { user: sam.account } })
  expect(await comeBack()).toBe('NOT_A_MEMBER')
  expect(await identitiesOf(town.deps.store, sam.account)).toEqual([])
})
