import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { list, problem, recordedServer, Status } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'
import { role, user } from './things.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme' }
const ORGANIZATION = { type: 'organization' } as const

function on(
  answers: Parameters<typeof recordedServer>[0],
  more: Partial<Parameters<typeof machine>[0]> = {},
) {
  const server = recordedServer(answers)
  return { server, at: machine({ fetch: server.fetch, env, ...more }) }
}

describe('user invite', () => {
  const invitation = {
    id: 'inv_1',
    activation_url: 'https://c.example/activate?token=abc',
    expires_at: '2026-05-01T12:00:00.000Z',
    delivery: 'shown',
  }
  const deployer = user('deploy@example.com', {
    roles: [{ id: 'rol_d', name: 'deployer', scope: ORGANIZATION }],
  })

  it('prints exactly the three lines of the documentation (S1-4)', async () => {
    const { at } = on({ 'POST users': { user: deployer, invitation } })
    const ran = await cli(at, ...words('user invite deploy@example.com --role deployer'))
    expect(ran).toMatchObject({
      exit: 0,
      err: '',
      out:
        'Invited deploy@example.com as deployer.\n' +
        'Activation URL: https://c.example/activate?token=abc\n' +
        'Invitation expires at: 2026-05-01T12:00:00Z\n',
    })
  })

  it('says that the link went out by mail, and shows it only where that was asked for', async () => {
    const { activation_url: url, ...mailed } = { ...invitation, delivery: 'mail' }
    const { at } = on({ 'POST users': { user: deployer, invitation: mailed } })
    const line = 'user invite deploy@example.com --role deployer'
    expect((await cli(at, ...words(line))).out).toBe(
      'Invited deploy@example.com as deployer.\n' +
        'The link was sent to them by mail.\n' +
        'Invitation expires at: 2026-05-01T12:00:00Z\n',
    )
    const both = { ...mailed, activation_url: url, delivery: 'mail_and_shown' }
    const { at: shown, server } = on({ 'POST users': { user: deployer, invitation: both } })
    const ran = await cli(shown, ...words(`${line} --show-link`))
    expect(ran.out).toContain(`Activation URL: ${url}\nThe link was sent to them by mail.\n`)
    expect(server.asked.at(-1)!.body).toMatchObject({ show_link: true })
  })

  it('prints no URL for someone who has an account already (S1-5)', async () => {
    const { at } = on({ 'POST users': { user: deployer } })
    const ran = await cli(at, ...words('user invite deploy@example.com --role deployer'))
    expect(ran.out).toBe(
      'Invited deploy@example.com as deployer.\n' +
        'deploy@example.com is a member at once, and signs in as before.\n',
    )
  })

  it('names no role when none was given (S1-4)', async () => {
    const { at } = on({ 'POST users': { user: user('sam@example.com') } })
    expect((await cli(at, 'user', 'invite', 'sam@example.com')).out).toMatch(/^Invited sam@example\.com\.\n/)
  })
})

describe('user list', () => {
  const people = [
    user('kim@acme.example', {
      name: 'Kim',
      access_summary: 'Full access',
      roles: [{ id: 'r', name: 'admin', scope: ORGANIZATION }],
    }),
    user('sam@acme.example', { status: 'invited' }),
    user('max@acme.example', { access: 'blocked' }),
  ]

  it('shows e-mail, role, status and access (S1-7)', async () => {
    const { at } = on({ 'GET users': list(...people) })
    const { out } = await cli(at, 'user', 'list')
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['EMAIL', 'NAME', 'ROLES', 'STATUS', 'ACCESS', 'SUMMARY'],
      ['kim@acme.example', 'Kim', 'admin', 'active', 'allowed', 'Full access'],
      ['sam@acme.example', 'invited', 'allowed', 'Membership only'],
      ['max@acme.example', 'active', 'blocked', 'Membership only'],
      [''],
    ])
  })

  it('shows the type when automation accounts are among them', async () => {
    const { at } = on({ 'GET users': list(...people, user('git-billing', { type: 'automation' })) })
    const { out } = await cli(at, 'user', 'list')
    expect(out).toMatch(/^EMAIL +NAME +TYPE +ROLES/)
    expect(out).toMatch(/git-billing +automation/)
  })

  it('as JSON is exactly the API object, as YAML the same', async () => {
    const { at } = on({ 'GET users': list(...people) })
    expect(JSON.parse((await cli(at, 'user', 'list', '--output', 'json')).out)).toEqual(list(...people))
    expect(parse((await cli(at, 'user', 'list', '--output', 'yaml')).out)).toEqual(list(...people))
  })

  it('follows the pages to the end, so that nobody is missed', async () => {
    const { at, server } = on({
      'GET users': ({ query }: { query: Record<string, string> }) =>
        query['cursor'] === 'two' ? list(people[1]) : { items: [people[0]], next_cursor: 'two' },
    })
    expect(JSON.parse((await cli(at, 'user', 'list', '--output', 'json')).out)).toEqual(
      list(people[0], people[1]),
    )
    expect(server.asked).toHaveLength(2)
    const one = await cli(at, 'user', 'list', '--limit', '1')
    expect(one.err).toBe('1 shown, there are more: compartment user list --limit 1 --cursor two\n')
  })

  it('fits the terminal', async () => {
    const wide = user(`${'very-'.repeat(12)}long@acme.example`, {
      name: 'Someone With A Really Long Name',
      access_summary: 'Custom',
    })
    const { at } = on({ 'GET users': list(wide) }, { columns: 80 })
    const { out } = await cli(at, 'user', 'list', '--no-color')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})

describe('what a server sends', () => {
  const evil = '\u001b]52;c;ZXZpbA==\u0007\u001b[2J\u009b31m\u202eevil\r\n=cmd|'

  it.each(['table', 'json', 'yaml', 'csv'])('never steers the terminal, as %s (WEB-13)', async (format) => {
    const { at } = on({
      'GET users': list(user('a@b.example', { name: evil })),
      'GET roles/x': role(evil, { description: evil }),
    })
    for (const line of ['user list', 'role show x']) {
      const { out } = await cli(at, ...words(line), '--output', format)
      // oxlint-disable-next-line no-control-regex -- these must not be there
      expect(out.replaceAll('\r\n', '\n')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
    }
  })

  it('is the same data in JSON and YAML although it is escaped', async () => {
    const { at } = on({ 'GET roles/x': role(evil, { description: `${evil}\u{E0041}: "quoted"` }) })
    const expected = role(evil, { description: `${evil}\u{E0041}: "quoted"` })
    expect(JSON.parse((await cli(at, 'role', 'show', 'x', '--output', 'json')).out)).toEqual(expected)
    expect(parse((await cli(at, 'role', 'show', 'x', '--output', 'yaml')).out)).toEqual(expected)
  })

  it('is escaped in errors, too', async () => {
    const { at } = on({
      'GET users': new Status(
        400,
        problem('INVALID', 400, evil, { errors: [{ pointer: evil, detail: evil }] }),
      ),
    })
    const { err } = await cli(at, 'user', 'list')
    // oxlint-disable-next-line no-control-regex -- these must not be there
    expect(err).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(x)', '\t=1', '  =1', '%0A', '|x'])(
    '%j is no formula in CSV (INJ-05)',
    async (name) => {
      const { at } = on({ 'GET users': list(user('a@b.example', { name })) })
      const { out } = await cli(at, 'user', 'list', '--output', 'csv')
      const cell = out.split('\r\n')[1]!.split(',')[1]!
      expect(cell.replace(/^"/, '')[0]).toMatch(/['\\]/)
    },
  )

  it('has stable columns in CSV, also when there is nothing', async () => {
    const { at } = on({ 'GET users': list() })
    expect((await cli(at, 'user', 'list', '--output', 'csv')).out).toBe(
      'email,name,type,roles,status,access,summary\r\n',
    )
  })

  it('may hold wide characters without breaking the columns', async () => {
    const { at } = on({ 'GET roles': list(role('日本語'), role('abc')) })
    const [, first, second] = (await cli(at, 'role', 'list')).out.split('\n')
    expect(first!.indexOf('custom') + 3).toBe(second!.indexOf('custom'))
  })
})

describe('errors', () => {
  it('name the cause, the code, the reference and the next command', async () => {
    const missing = ['organization.user.read', 'organization.user.block'].map((permission) => ({
      permission,
      scope: 'organization',
    }))
    const refusal = problem(
      'ESCALATION',
      403,
      'cannot grant role `admin` at `organization`: you lack 2 of its permissions there',
      { missing },
    )
    const { at } = on({ 'PUT users/sam@acme.example/role': new Status(403, refusal) })
    const ran = await cli(at, ...words('role grant sam@acme.example admin'))
    expect(ran).toMatchObject({
      exit: 2,
      out: '',
      err:
        'error: cannot grant role `admin` at `organization`: you lack 2 of its permissions there (ESCALATION, reference den_abc)\n' +
        '  you lack 2 at organization: organization.user.read, organization.user.block\n' +
        'next: find who can: compartment access grantors organization.user.read --at organization\n',
    })
  })

  it.each([
    [401, 'UNAUTHENTICATED', 1, 'next: compartment login'],
    [403, 'NOT_ALLOWED', 2, 'next: compartment whoami'],
    [404, 'NOT_FOUND', 1, 'NOT_FOUND'],
    [409, 'LAST_ADMIN', 2, 'next: make someone else an admin first'],
    [409, 'NAME_TAKEN', 1, 'next: choose another name'],
  ])('%i %s of a change has exit code %i', async (status, code, exit, told) => {
    const { at } = on({ 'POST groups': new Status(status, problem(code, status, 'no')) })
    const ran = await cli(at, 'group', 'create', 'Support')
    expect(ran.exit).toBe(exit)
    expect(ran.err).toContain(told)
  })

  it('say when nobody answers, and when something else does', async () => {
    const dead = machine({
      env,
      fetch: () =>
        Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
    })
    expect((await cli(dead, 'user', 'list')).err).toBe(
      'error: no answer from `http://127.0.0.1:4100`: fetch failed: connect ECONNREFUSED\n' +
        'next: is it running? start it with: compartment serve\n',
    )
    const { at } = on({ 'GET users': new Response('<html>', { status: 200 }) })
    expect(await cli(at, 'user', 'list')).toMatchObject({ exit: 1, out: '' })
  })
})
