import { describe, expect, it } from 'vitest'
import { EXPLAINED } from './explained.ts'
import { problem, recordedServer, Status } from './recorded-server.ts'
import { cli, machine } from './recorded-terminal.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme' }

function ask(verb: 'check' | 'explain', answer: unknown, columns = 80) {
  const server = recordedServer({ [`POST access/${verb}`]: answer })
  const on = machine({ fetch: server.fetch, env: { ...env, NO_COLOR: '1' }, columns })
  return cli(on, 'access', verb, 'alex@acme.example', 'deployment.create', '--at', 'billing/production')
}

describe('access explain', () => {
  it('says first, in one sentence, what the verdict is (S0-7)', async () => {
    const [first] = (await ask('explain', EXPLAINED.shadowed)).out.split('\n')
    expect(first).toBe('✗ No: alex@acme.example cannot deploy at billing/production.')
    const [yes] = (await ask('explain', EXPLAINED.allowed)).out.split('\n')
    expect(yes).toBe('✓ Yes: alex@acme.example can see deployment logs at billing/production.')
  })

  it('shows the five gates with signs and words, in their order', async () => {
    const { out } = await ask('explain', EXPLAINED.stranger)
    const ladder = out.split('\n').slice(4, 9)
    expect(ladder.map((line) => line.slice(2, 29).trim().split(/ {2,}/))).toEqual([
      ['✗ no', 'Account'],
      ['– not reached', 'Signed up'],
      ['✓ yes', 'Place'],
      ['– not reached', 'Permission'],
      ['– not needed', 'Features'],
    ])
  })

  it('shows the path of scopes, which one decides, and what was given at each (S0-7, S0-9)', async () => {
    const { out } = await ask('explain', EXPLAINED.shadowed)
    expect(out).toContain('Where: acme › billing › [production]\n')
    expect(out).toContain(
      '  ▶ billing/production   DECIDES: 1 permission, without deployment.create\n      • Log Reader, given directly\n',
    )
    expect(out).toContain('    billing              nothing given\n')
    expect(out).toContain('      • deployer, through the group Engineers (put there by sso:okta)\n')
    expect(out).toContain(
      'Would allow it, but is hidden by the nearer place that decides\n  • deployer, through',
    )
  })

  it('does not call direct what comes through a group that is left out', async () => {
    const { explanation, ...decision } = EXPLAINED.elsewhere
    const elsewhere = explanation!.elsewhere.map((held) => Object.assign({}, held, { through_group: true }))
    const { out } = await ask('explain', { ...decision, explanation: { ...explanation, elsewhere } })
    expect(out).toContain('• Log Reader, through a group that you may not see, at shop\n')
  })

  it('names the other places that hold the permission', async () => {
    const { out } = await ask('explain', EXPLAINED.elsewhere)
    expect(out).toContain('Holds it, but at other places\n  • Log Reader, given directly, at shop\n')
  })

  it.each(Object.entries(EXPLAINED))('fits 80 columns and needs no colour: %s', async (_, decision) => {
    const { out } = await ask('explain', decision)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(out).not.toContain('\u001b')
  })

  it('is in colour at a terminal that wants it', async () => {
    const server = recordedServer({ 'POST access/explain': EXPLAINED.shadowed })
    const on = machine({ fetch: server.fetch, env, columns: 80 })
    const argv = ['access', 'explain', 'a@b.example', 'x']
    expect((await cli(on, ...argv)).out).toContain('\u001b[31m')
    expect((await cli(on, ...argv, '--no-color')).out).not.toContain('\u001b')
  })
})

describe('the exit code carries the answer', () => {
  it.each([
    ['allowed', EXPLAINED.allowed, 0],
    ['denied', EXPLAINED.shadowed, 2],
    [
      'the state cannot be confirmed',
      new Status(503, problem('NOT_FRESH', 503, 'the state cannot be confirmed to be fresh')),
      3,
    ],
    ['whoever asks may not ask', new Status(403, problem('NOT_ALLOWED', 403, 'you may not do this')), 1],
    [
      'not signed in',
      new Status(401, problem('UNAUTHENTICATED', 401, 'no valid session or token was sent')),
      1,
    ],
  ])('%s', async (_, answer, exit) => {
    expect((await ask('check', answer)).exit).toBe(exit)
    expect((await ask('explain', answer)).exit).toBe(exit)
  })

  it('1 when nobody answers', async () => {
    const on = machine({ env, fetch: () => Promise.reject(new Error('down')) })
    expect((await cli(on, 'access', 'check', 'alex@acme.example', 'x')).exit).toBe(1)
  })
})

describe('access check', () => {
  it('asks at the organization when no scope is named', async () => {
    const server = recordedServer({ 'POST access/check': EXPLAINED.allowed })
    await cli(machine({ env, fetch: server.fetch }), 'access', 'check', 'alex@acme.example', 'project.read')
    expect(server.asked[0]!.body).toEqual({
      principal: 'alex@acme.example',
      permission: 'project.read',
      scope: 'organization',
    })
  })

  it('says what a misspelt permission may have meant', async () => {
    const { code, ...rest } = EXPLAINED.shadowed
    const { out, exit } = await ask('check', {
      ...rest,
      code: 'UNKNOWN_PERMISSION',
      permission: 'deployment.crate',
      suggestions: ['deployment.create'],
    })
    expect(exit).toBe(2)
    expect(out).toContain('did you mean deployment.create?')
    expect(code).toBe('SHADOWED_BY_NARROWER_SCOPE')
  })

  it('prints exactly the decision as JSON', async () => {
    const server = recordedServer({ 'POST access/check': EXPLAINED.shadowed })
    const argv = ['access', 'check', 'alex@acme.example', 'deployment.create', '--output', 'json']
    const ran = await cli(machine({ env, fetch: server.fetch }), ...argv)
    expect(JSON.parse(ran.out)).toEqual(EXPLAINED.shadowed)
  })
})
