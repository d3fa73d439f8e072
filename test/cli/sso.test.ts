import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract/client.ts'
import { recordedServer } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme', NO_COLOR: '1' }

type Provider = Answer<'listOidcProviders'>['items'][number]

const RECORD = { name: '_compartment.acme.example', type: 'TXT', value: 'compartment-domain=1f' } as const
const CORP: Provider = {
  id: 'sso_1',
  key: 'corp',
  display_name: 'Corp',
  enabled: true,
  issuer: 'https://id.acme.example',
  client_id: 'compartment',
  client_secret_set_at: '2026-03-01T12:00:00.000Z',
  scopes: ['profile', 'email'],
  claims: {
    email: 'email',
    email_verified: 'email_verified',
    username: 'preferred_username',
    name: 'name',
    groups: 'groups',
    roles: 'roles',
  },
  login_domains: [{ domain: 'acme.example', proven: false, record: RECORD }],
  auto_join: {
    domains: [{ domain: 'acme.example', proven: false, record: RECORD }],
    role: { id: 'rol_viewer', name: 'viewer' },
  },
  group_rules: [{ value: 'a=b', group: { id: 'grp_1', name: 'Engineers' } }],
  redirect_uri: 'https://access.example/sign-in/callback',
  sessions: 3,
}

async function typed(answers: object, line: string, more: object = {}) {
  const server = recordedServer({ ...answers })
  const ran = await cli(machine({ fetch: server.fetch, env, columns: 200, ...more }), ...words(line))
  return { ...ran, questions: ran.asked, asked: server.asked }
}

describe('sso oidc', () => {
  it('add sends what was typed, the secret from standard input, and shows what the provider has to be told', async () => {
    const line =
      'sso oidc add corp --display-name Corp --issuer https://id.acme.example --client-id compartment ' +
      '--client-secret-stdin --login-domain acme.example --auto-join-domain acme.example ' +
      '--auto-join-role viewer --map-group a=b=Engineers'
    const { exit, out, asked } = await typed({ 'POST sso/providers': CORP }, line, { input: 'hunter2\n' })
    expect(exit).toBe(0)
    expect(asked[0]?.body).toEqual({
      key: 'corp',
      display_name: 'Corp',
      issuer: 'https://id.acme.example',
      client_id: 'compartment',
      client_secret: 'hunter2',
      login_domains: ['acme.example'],
      auto_join_domains: ['acme.example'],
      auto_join_role: 'viewer',
      group_rules: [{ value: 'a=b', group: 'Engineers' }],
    })
    for (const said of [
      'https://access.example/sign-in/callback',
      'whoever has an address of acme.example, as viewer',
      'a=b → Engineers',
      'put TXT _compartment.acme.example "compartment-domain=1f" into its DNS',
    ])
      expect(out).toContain(said)
    expect(out).not.toContain('hunter2')
  })

  it('add takes a rule without an equals sign for a mistake', async () => {
    const line = 'sso oidc add corp --display-name C --issuer https://i --client-id c --map-group Engineers'
    const { exit, err, asked } = await typed({}, line)
    expect([exit, asked]).toEqual([64, []])
    expect(err).toContain('write it like Engineering=Engineers')
  })

  it('update empties a list that is called none, and says how many sessions ended', async () => {
    const { asked, out } = await typed(
      { 'PUT sso/providers/corp': { ...CORP, ended_sessions: 3, impossible_invitations: [] } },
      'sso oidc update corp --login-domain none --map-group none --button-text none',
    )
    expect(asked[0]?.body).toEqual({ login_domains: [], group_rules: [], button_text: null })
    expect(out).toContain('this ends 3 open sessions')
  })

  it('remove says how many sessions end before it asks, and does nothing after a no', async () => {
    const preview = {
      dry_run: true,
      events: ['provider.removed'],
      impact: { digest: 'd', totals: { people: 0, entries: 0, gained: 0, lost: 0 }, entries: [] },
      ended_sessions: 1,
      impossible_invitations: [],
    }
    const { exit, err, asked, questions } = await typed(
      { 'DELETE sso/providers/corp': preview },
      'sso oidc remove corp',
      {
        typed: ['n'],
      },
    )
    expect(exit).toBe(1)
    expect(err).toContain('this ends 1 open session')
    expect(questions.join()).toContain('Remove corp with its identities')
    expect(asked.map(({ query }) => query['dry_run'])).toEqual(['true'])
  })

  it('test exits 2 where something is wrong', async () => {
    const answer = {
      ok: false,
      checks: [{ check: 'metadata', status: 'failed', text: 'there is no such host' }],
      sign_in_url: 'https://access.example/sign-in?organization=acme',
    }
    const { exit, out } = await typed({ 'POST sso/providers/corp/test': answer }, 'sso oidc test corp')
    expect([exit, out.split('\n')[0]]).toEqual([2, 'FAILED metadata: there is no such host'])
  })

  it('list is a table', async () => {
    const { out } = await typed(
      { 'GET sso/providers': { items: [CORP], next_cursor: null } },
      'sso oidc list',
    )
    expect(out).toMatch(/^KEY\s+NAME\s+STATE\s+ISSUER\s+SESSIONS\n/)
  })
})
