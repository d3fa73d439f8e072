/** `access diagnose` against the real server: what is printed, its exit code, and that what is printed to be run can be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine, type Ran, words } from './recorded-terminal.ts'

let house: House
let admin: Machine

beforeAll(async () => {
  house = await openHouse()
  admin = machine({
    env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: house.token, NO_COLOR: '1' },
    columns: 100,
  })
  await done('project create billing')
  await done('environment create billing/production')
  await done('role create "Log Reader" --permission deployment.logs.read')
})
afterAll(() => house[Symbol.asyncDispose]())

const run = (line: string, on = admin): Promise<Ran> => cli(on, ...words(line))

async function done(line: string): Promise<string> {
  const ran = await run(line)
  expect(ran, `${line}: ${ran.err}`).toMatchObject({ exit: 0 })
  return ran.out
}

let count = 0
async function invited(options = ''): Promise<string> {
  const email = `person${++count}@acme.example`
  await done(`user invite ${email} ${options}`)
  return email
}

/** The command below `Next`, as it would be copied. */
function printed(out: string): string {
  return /\nNext\n[^]*?\n {2}\$ (.+)\n/.exec(out)![1]!
}

/** Types what was printed, and agrees to what it does to people. */
async function typed(commands: string): Promise<void> {
  for (const line of commands.split(' && ').map((one) => one.replace(/^compartment /, ''))) {
    const first = await run(line.replaceAll("'", '"'), { ...admin, typed: ['y', 'y'] })
    const accepting = /^next: if this is meant: compartment (.+)$/m.exec(first.err)?.[1]
    if (accepting === undefined) expect(first, `${line}: ${first.err}`).toMatchObject({ exit: 0 })
    else expect(await run(accepting, { ...admin, typed: ['y'] }), accepting).toMatchObject({ exit: 0 })
  }
}

describe('access diagnose', () => {
  it('prints the six checks in order with their evidence, the second problem, the next step and the reply (F79)', async () => {
    const email = await invited()
    await done(`user block ${email}`)
    const { exit, out } = await run(`access diagnose ${email} --do variable.write --at billing/production`)
    expect(exit).toBe(2)
    const lines = out.split('\n')
    expect(lines[0]).toBe(`✗ Blocked: ${email} cannot change variables at billing/production.`)
    expect(lines[1]).toBe('  BLOCKED: blocked in this organization; asked for variable.write')
    const rungs = lines
      .filter((line) => /^ {2}\S .*\d\. /.test(line))
      .map((line) => line.trim().replace(/ {2,}/, ' '))
    expect(rungs).toEqual([
      '✗ failed 1. Is the account active here?',
      '✗ failed 2. Have they finished signing up?',
      '– not reached 3. Can they sign in?',
      '✓ passed 4. Are they in the right tenant, at a place that exists?',
      '✗ failed 5. Does their role grant it, at that scope?',
      '– not applicable 6. Is the feature on for them?',
    ])
    // Below each rung, what it rests on.
    for (const rung of lines.keys())
      if (/^ {2}\S .*\d\. /.test(lines[rung]!)) expect(lines[rung + 1]).toMatch(/^ {6}\S/)
    // The fifth state.
    const absent = await invited()
    await activated(absent)
    await forgetSessions(absent)
    expect((await run(`access diagnose ${absent}`)).out).toContain(
      '  ? cannot tell     3. Can they sign in?\n      No sign-in of',
    )
    expect(out).toContain('The second problem\n  INVITE_PENDING: invited, but not activated yet')
    expect(out).toContain(
      `\nNext\n  Reactivate ${email}: their roles and groups are as they were.\n  $ compartment user unblock ${email}\n`,
    )
    expect(out).toMatch(/\nReply to send\n {2}I have checked whether your account is active here\./)
  })

  it.each([
    ['NO_ASSIGNMENT', '', [], '--do project.read --at billing'],
    [
      'SHADOWED_BY_NARROWER_SCOPE',
      '--assign deployer@organization "Log Reader@billing/production"',
      [],
      '--do variable.write --at billing/production',
    ],
    ['KEY_NOT_IN_ROLE', '--assign "Log Reader@billing"', [], '--do app.route.access --at billing/production'],
    ['ASSIGNED_ELSEWHERE', '--assign deployer@billing', [], '--do variable.write --at organization'],
    ['BLOCKED', '--role viewer', ['user block EMAIL'], '--do project.read --at billing'],
  ])('%s: what is printed can be typed as it stands, and helps', async (code, given, before, goal) => {
    const email = await invited(given)
    await activated(email)
    for (const line of before) await done(line.replace('EMAIL', email))
    const { exit, out } = await run(`access diagnose ${email} ${goal}`)
    expect(exit).toBe(2)
    expect(out).toContain(`${code}: `)
    await typed(printed(out))
    const after = await run(`access diagnose ${email} ${goal}`)
    expect(after.exit, after.out).toBe(0)
    expect(after.out).toMatch(/^✓ Allowed: nothing stops/)
  })

  it('a cancelled invitation is followed by a new one, and that by the link', async () => {
    const email = await invited()
    await done(`invitation cancel ${email} --yes`)
    const first = await run(`access diagnose ${email}`)
    expect(first.out).toContain('INVITE_CANCELLED: ')
    await typed(printed(first.out))
    const second = await run(`access diagnose ${email}`)
    expect(second.out).toContain('INVITE_PENDING: ')
    await typed(printed(second.out))
  })

  it('exits 3 where nothing recorded tells, and 1 where the question itself is wrong', async () => {
    const email = await invited()
    await activated(email)
    await forgetSessions(email)
    const ran = await run(`access diagnose ${email}`)
    expect(ran.exit, ran.out).toBe(3)
    expect(ran.out).toMatch(
      /^\? Cannot tell whether .* can sign in\.\n {2}CANNOT_TELL: nothing that is recorded tells/,
    )
    const wrong = await run(`access diagnose ${email} --do variable.rite --at billing`)
    expect([wrong.exit, wrong.out]).toEqual([1, ''])
    expect(wrong.err).toContain('did you mean `variable.write`?')
  })

  it('prints the API’s answer as JSON', async () => {
    const email = await invited()
    const { exit, out } = await run(`access diagnose ${email} --output json`)
    expect(exit).toBe(2)
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'blocked',
      code: 'INVITE_PENDING',
      goal: { sign_in: true },
    })
  })

  it('adds to what is to be run the organization that was typed', async () => {
    const email = await invited()
    await done(`user block ${email}`)
    const { out } = await run(`access diagnose ${email} --organization acme`)
    expect(printed(out)).toBe(`compartment user unblock ${email} --organization acme`)
  })

  it('unfolds what is in the way, not what cannot be told before it', async () => {
    const email = await invited()
    await activated(email)
    await forgetSessions(email)
    const { out } = await run(`access diagnose ${email} --do variable.write --at billing/production`)
    expect(out).toMatch(/\? cannot tell +3\./)
    expect(out).toContain('Membership only')
    expect(out).toContain('Existing roles that have it')
  })

  it.each([
    ['--at billing', 'say what with --do'],
    ['--do project.read --feature cases', 'give one of --do and --feature'],
  ])('refuses %s', async (options, said) => {
    const { exit, err } = await run(`access diagnose alex@acme.example ${options}`)
    expect(exit).toBe(64)
    expect(err).toContain(said)
  })
})

/** As if they had never signed in. */
async function forgetSessions(email: string): Promise<void> {
  const { store } = house.server.deps
  const all = store.build.from.deleteFrom('sessions').where('account', '=', await idOf(email))
  await store.write([all.compile()])
}

async function idOf(email: string): Promise<string> {
  return (JSON.parse(await done(`user show ${email} --output json`)) as { id: string }).id
}

/** They follow the link that was shown. */
async function activated(email: string): Promise<void> {
  const out = await done(`invitation resend ${email}`)
  const link = /Activation URL: (\S+)/.exec(out)![1]!
  const person = machine({ typed: ['lamp orchid zebra 7', 'lamp orchid zebra 7'], env: {} })
  const ran = await cli(person, 'activate', link)
  expect(ran, ran.err).toMatchObject({ exit: 0 })
}
