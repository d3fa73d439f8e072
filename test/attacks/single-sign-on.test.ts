/** What comes back from a provider, and what a provider says: forged, stolen, repeated, or of somebody else. */
import { generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { accountByEmail } from '../../src/store/store.ts'
import {
  addProvider,
  begin,
  complete,
  refusedAs,
  type SsoTown,
  says,
  signsIn,
  ssoTown,
} from '../operations/sso-town.ts'
import { type Said, signedWith } from '../support/crafty-provider.ts'
import { PASSWORD, second } from '../support/town.ts'

const NOT_COMPLETED = 'SIGN_IN_NOT_COMPLETED'

/** Whose domain joins by itself: whoever is believed comes in. */
const open = () => ssoTown({ auto_join_domains: ['acme.test'] })

async function nobodyCameIn(town: SsoTown): Promise<void> {
  expect(await accountByEmail(town.deps.store, 'sam@acme.test')).toBeUndefined()
}

describe('the answer that a browser brings back', () => {
  it('OIDC-01 counts only with the state of a flow that began in this browser, once', async () => {
    await using town = await open()
    const [own, foreign] = [await begin(town), await begin(town)]
    const back = town.provider.comesBack(own.url, says())
    const without = back.replace(/&state=[^&]*/, '')
    const twice = `${back}&state=x`
    for (const [response, flow] of [
      [without, own.flow],
      [twice, own.flow],
      [back.replace(/state=[^&]*/, 'state=made-up'), own.flow],
      // Somebody else's browser, none, and the cookie of another flow.
      [back, undefined],
      [back, foreign.flow],
      [back, 'cpf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ] as const)
      expect(await town.code(complete(town, response, flow)), response).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
    const { session } = await complete(town, back, own.flow)
    expect(session).toBeDefined()
    const again = town.provider.comesBack(own.url, says())
    expect(await town.code(complete(town, again, own.flow))).toBe(NOT_COMPLETED)
  })

  it('OIDC-01 is too late after ten minutes', async () => {
    await using town = await open()
    const { url, flow } = await begin(town)
    const back = town.provider.comesBack(url, says())
    town.now += 10 * 60_000
    expect(await town.code(complete(town, back, flow))).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
  })

  it('OIDC-02 is refused with a code from another flow, whether or not the provider checks PKCE', async () => {
    await using town = await open()
    const [victim, attacker] = [await begin(town), await begin(town)]
    const code = new URLSearchParams(town.provider.comesBack(victim.url, says())).get('code')!
    const state = new URL(attacker.url).searchParams.get('state')!
    const injected = `?${new URLSearchParams({ code, state }).toString()}`
    expect(await town.code(complete(town, injected, attacker.flow))).toBe(NOT_COMPLETED)
    // A provider that forgets the challenge still put the victim's nonce into the token.
    const third = await begin(town)
    const nonce = new URL(victim.url).searchParams.get('nonce')!
    expect(
      await town.code(complete(town, town.provider.comesBack(third.url, says({ nonce })), third.flow)),
    ).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
    // With its own code and nonce the same flow is good.
    const { url, flow } = await begin(town)
    expect((await complete(town, town.provider.comesBack(url, says()), flow)).session).toBeDefined()
  })

  it('OIDC-02 is refused where the challenge was taken out on the way there', async () => {
    await using town = await open()
    const { url, flow } = await begin(town)
    const without = new URL(url)
    expect(without.searchParams.get('code_challenge_method')).toBe('S256')
    without.searchParams.delete('code_challenge')
    without.searchParams.delete('code_challenge_method')
    const back = town.provider.comesBack(without.href, says())
    expect(await town.code(complete(town, back, flow))).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
  })

  it('OIDC-03 is taken once: of two at the same moment, one', async () => {
    await using town = await open()
    const { url, flow } = await begin(town)
    const back = town.provider.comesBack(url, says())
    const answers = await Promise.allSettled([1, 2, 3].map(() => complete(town, back, flow)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await town.code(complete(town, back, flow))).toBe(NOT_COMPLETED)
    expect(town.provider.asked.filter((path) => path === '/token')).toHaveLength(1)
  })

  it('OIDC-11 links the identity that it brings, and no second one to the same account', async () => {
    await using town = await open()
    await signsIn(town, says({ sub: 'first' }))
    expect(await refusedAs(town, says({ sub: 'second' }))).toBe('NO_SSO_IDENTITY')
    const caller = await signsIn(town, says({ sub: 'first' }))
    expect(caller.method).toBe('sso')
  })
})

describe('an ID token', () => {
  const now = (town: SsoTown): number => Math.floor(town.now / 1000)

  it.each<[string, (town: SsoTown) => Said]>([
    ['for another client', () => says({ aud: 'somebody-else' })],
    ['for several, made for another', () => says({ aud: ['compartment', 'other'], azp: 'other' })],
    ['for several, made for nobody', () => says({ aud: ['compartment', 'other'] })],
    ['for us, made for another', () => says({ azp: 'other' })],
    ['of another issuer', () => says({ iss: 'https://id.example' })],
    ['of the issuer with a slash', (town) => says({ iss: `${town.provider.issuer}/` })],
    ['of the issuer in capitals', (town) => says({ iss: town.provider.issuer.toUpperCase() })],
    ['that has expired', (town) => says({ exp: now(town) - 120 })],
    ['that is not valid yet', (town) => says({ nbf: now(town) + 120 })],
    ['without an end', () => says({ exp: undefined })],
    ['without a nonce', () => says({ nonce: undefined })],
    ['with the nonce of another flow', () => says({ nonce: 'of another flow' })],
    ['without a subject', () => says({ sub: undefined })],
  ])('OIDC-05 %s is refused', async (_, said) => {
    await using town = await open()
    expect(await refusedAs(town, said(town))).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
  })

  const header = (more: object) => ({ alg: 'RS256', ...more })
  const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  it.each<[string, Said['sign'] & {}]>([
    [
      'by a key that nobody published',
      async (claims) =>
        signedWith(claims, (await generateKeyPair('RS256')).privateKey, header({ kid: 'two' })),
    ],
    [
      'by another key under the published name',
      async (claims) =>
        signedWith(claims, (await generateKeyPair('RS256')).privateKey, header({ kid: 'one' })),
    ],
    [
      'by a key that it brings along',
      async (claims) => {
        const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
        const jwk = (await import('jose').then((jose) => jose.exportJWK(publicKey))) as never
        return signedWith(
          claims,
          privateKey,
          header({ jwk, jku: 'https://evil.test', x5u: 'https://evil.test' }),
        )
      },
    ],
    [
      'with the client secret',
      async (claims) =>
        signedWith(claims, new TextEncoder().encode('a secret that only the two of them know'), {
          alg: 'HS256',
        }),
    ],
    [
      'with the public key as a secret',
      async (claims, own) => {
        const spki = await import('jose').then((jose) => jose.exportSPKI(own.publicKey))
        return signedWith(claims, new TextEncoder().encode(spki), { alg: 'HS256', kid: 'one' })
      },
    ],
    ['by nobody', async (claims) => `${text({ alg: 'none' })}.${text(claims)}.`],
    [
      'with a signature of zeros',
      async (claims) =>
        `${text({ alg: 'ES256', kid: 'one' })}.${text(claims)}.${Buffer.alloc(64).toString('base64url')}`,
    ],
    [
      'and then changed',
      async (claims, own) => {
        const [head, , signature] = (
          await signedWith(claims, own.privateKey, { alg: 'RS256', kid: 'one' })
        ).split('.')
        return `${head}.${text({ ...claims, sub: 'admin' })}.${signature}`
      },
    ],
  ])('OIDC-06 signed %s is refused, whatever the provider says that it supports', async (_, sign) => {
    await using town = await open()
    const algorithms = ['RS256', 'ES256', 'HS256', 'none']
    town.provider.metadata = { id_token_signing_alg_values_supported: algorithms }
    expect(await refusedAs(town, { ...says(), sign })).toBe(NOT_COMPLETED)
    await nobodyCameIn(town)
  })
})

describe('an address', () => {
  it.each([false, undefined, 'true', 'false', '0', 1, null, [true], {}])(
    'OIDC-07 called verified as %j neither links nor makes an account',
    async (verified) => {
      await using town = await open()
      await town.invite(town.ada, 'kim@acme.test')
      expect(await refusedAs(town, says({ email_verified: verified }))).toBe('NOT_A_MEMBER')
      await nobodyCameIn(town)
      const kim = says({ email: 'kim@acme.test', email_verified: verified })
      expect(await refusedAs(town, kim)).toBe('NOT_A_MEMBER')
      const ada = says({ email: 'ada@acme.test', email_verified: verified })
      expect(await refusedAs(town, ada)).toBe('NOT_A_MEMBER')
    },
  )

  it('INV-15 of a domain that nobody proved, or of a public provider, joins nothing', async () => {
    await using town = await ssoTown({ auto_join_domains: ['acme.test', 'gmail.com'] })
    expect(await refusedAs(town, says({ email: 'eve@gmail.com' }))).toBe('NOT_A_MEMBER')
    expect(await refusedAs(town, says({ email: 'eve@sub.acme.test' }))).toBe('NOT_A_MEMBER')
    const { items } = await town.ask(town.ada, 'listOidcProviders')
    expect(items[0]!.auto_join!.domains).toMatchObject([
      { domain: 'acme.test', proven: true },
      { domain: 'gmail.com', proven: false, record: { name: '_compartment.gmail.com' } },
    ])
  })

  it('INV-15 draws nobody to a provider whose organization did not prove its domain', async () => {
    await using town = await ssoTown({ login_domains: ['acme.test', 'victim.test'] })
    const methods = (email: string) => town.ask(undefined, 'listSignInMethods', { body: { email } })
    expect(await methods('anybody@victim.test')).toEqual({ password: true, providers: [] })
    expect((await methods('anybody@acme.test')).providers).toHaveLength(1)
  })

  it('INV-16 of an account that somebody prepared elsewhere, with a password, is not linked', async () => {
    await using town = await open()
    const mallory = await second(town, 'evil', 'cus_evil')
    const { invitation } = await town.invite(mallory, 'sam@acme.test', {}, 'evil')
    const planted = await town.activate(invitation!.activation_url)
    expect(await refusedAs(town, says())).toBe('NO_SSO_IDENTITY')
    await town.invite(town.ada, 'sam@acme.test', { role: 'admin' })
    expect(await refusedAs(town, says())).toBe('NO_SSO_IDENTITY')
    expect(await town.code(town.ask(planted, 'showOrganization'))).toBe('NOT_FOUND')
    const password = { email: 'sam@acme.test', password: PASSWORD, organization: 'acme' }
    expect(await town.code(town.ask(undefined, 'signIn', { body: password }))).toBe('BAD_CREDENTIAL')
  })
})

describe('a subject', () => {
  it('OIDC-09 of another organization’s provider is another person', async () => {
    await using town = await open()
    const other = await second(town, 'beta')
    await addProvider(town, { auto_join_domains: ['acme.test'] }, other, 'beta')
    const sam = await signsIn(town, says({ sub: '1' }))
    const { url, flow } = await begin(town, 'beta')
    const back = town.provider.comesBack(url, says({ sub: '1', email: 'eve@else.test' }))
    expect(await town.code(complete(town, back, flow))).toBe('NOT_A_MEMBER')
    expect(await town.code(town.ask(sam, 'showOrganization', { params: { organization: 'beta' } }))).toBe(
      'NOT_FOUND',
    )
  })

  it.each(['', ' ', ' a', 'a ', 'a'.repeat(256), 'a\u0000', 'é', 'e\u0301', 'a\nb', 7, null, ['a'], {}])(
    'OIDC-10 that could be nobody’s, %j, is refused',
    async (sub) => {
      await using town = await open()
      expect(await refusedAs(town, says({ sub }))).toBe(NOT_COMPLETED)
      await nobodyCameIn(town)
    },
  )

  it('OIDC-10 that differs in case alone is another person', async () => {
    await using town = await open()
    const [small, large] = [says({ sub: 'abc' }), says({ sub: 'ABC', email: 'kim@acme.test' })]
    const [sam, kim] = [await signsIn(town, small), await signsIn(town, large)]
    expect(kim.account).not.toBe(sam.account)
  })
})

describe('groups', () => {
  async function withRules(): Promise<SsoTown & AsyncDisposable> {
    const town = await open()
    await town.ask(town.ada, 'createGroup', { body: { name: 'admin' } })
    await town.ask(town.ada, 'createGroup', { body: { name: 'Operators' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'deployer', group: 'Operators', scope: 'organization' },
    })
    await town.ask(town.ada, 'updateOidcProvider', {
      params: { provider: 'corp' },
      body: { group_rules: [{ value: 'Ops', group: 'Operators' }] },
    })
    return town
  }

  const seats = async (town: SsoTown): Promise<string[]> => {
    const user = await town.ask(town.ada, 'showUser', { params: { user: 'sam@acme.test' } })
    return user.groups.map(({ name }) => name)
  }

  it.each<[string, unknown, string[]]>([
    ['a list with the mapped one', ['x', 'Ops'], ['Operators']],
    ['a single text', 'Ops', ['Operators']],
    ['several in one text', 'Ops,admin', []],
    ['several in one text with blanks', 'Ops admin', []],
    ['names of our own groups and roles', ['admin', 'Operators', 'deployer'], []],
    ['another case', ['ops', 'OPS'], []],
    ['blanks around', [' Ops', 'Ops '], []],
    ['a list in a list', [['Ops']], []],
    ['an object', { Ops: true }, []],
    [
      'ten thousand of them',
      [...Array.from({ length: 10_000 }, (_, n) => `group-${n}`), 'Ops'],
      ['Operators'],
    ],
  ])('OIDC-17 claimed as %s give the seats of exact rules alone', async (_, groups, given) => {
    await using town = await withRules()
    await signsIn(town, says({ groups }))
    expect(await seats(town)).toEqual(given)
  })

  it('OIDC-18 taken away at the provider are gone with the next sign-in; what people gave stays', async () => {
    await using town = await withRules()
    await town.ask(town.ada, 'createGroup', { body: { name: 'By hand' } })
    const sam = await signsIn(town, says({ groups: ['Ops'] }))
    await town.ask(town.ada, 'addGroupMember', {
      params: { group: 'By hand' },
      body: { user: 'sam@acme.test' },
    })
    await town.ask(town.ada, 'grantRole', { params: { user: sam.account }, body: { role: 'viewer' } })
    const may = async () => {
      const body = { principal: sam.account, permission: 'deployment.create', scope: 'organization' }
      return (await town.ask(town.ada, 'checkAccess', { body })).allowed
    }
    expect([await may(), (await seats(town)).toSorted()]).toEqual([true, ['By hand', 'Operators']])
    await signsIn(town, says({}))
    expect([await may(), await seats(town)]).toEqual([false, ['By hand']])
    const user = await town.ask(town.ada, 'showUser', { params: { user: sam.account } })
    expect(user.roles.map(({ name }) => name)).toEqual(['viewer'])
  })

  it('OIDC-18 do not lock the last admin out: what a guard forbids is held back and told', async () => {
    await using town = await withRules()
    await town.ask(town.ada, 'createGroup', { body: { name: 'Owners' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'admin', group: 'Owners', scope: 'organization' },
    })
    await town.ask(town.ada, 'updateOidcProvider', {
      params: { provider: 'corp' },
      body: {
        group_rules: [
          { value: 'own', group: 'Owners' },
          { value: 'Ops', group: 'Operators' },
        ],
      },
    })
    await signsIn(town, says({ groups: ['own', 'Ops'] }))
    await town.ask(town.ada, 'removeUser', { params: { user: 'ada@acme.test' } })
    const sam = await signsIn(town, says({}))
    const user = await town.ask(sam, 'showUser', { params: { user: sam.account } })
    expect(user.groups.map(({ name }) => name)).toEqual(['Owners'])
    const { items } = await town.ask(sam, 'listAuditEvents', { query: { type: 'group_sync.held_back' } })
    expect(items).toHaveLength(1)
  })
})

it('AUTH-17 no local password opens an organization that takes none, nor an account that has none', async () => {
  await using town = await open()
  const sam = await signsIn(town)
  const withPassword = (email: string) =>
    town.code(town.ask(undefined, 'signIn', { body: { email, password: PASSWORD } }))
  expect(await withPassword('sam@acme.test')).toBe('BAD_CREDENTIAL')
  const reset = { params: { user: sam.account } }
  expect(await town.code(town.ask(town.ada, 'resetUserPassword', reset))).toBe('RESET_NOT_APPLICABLE')
  // Ada has a password, and a session with it.
  const ada = await signsIn(town, says({ sub: 'ada', email: 'ada@acme.test' }))
  await town.ask(ada, 'changeSignInSettings', { body: { passwords: false } })
  expect(await withPassword('ada@acme.test')).toBe('BAD_CREDENTIAL')
  expect(await town.code(town.ask(town.ada, 'showOrganization'))).toBe('SSO_REQUIRED')
  expect(await town.ask(ada, 'showOrganization')).toMatchObject({ name: 'acme' })
})
