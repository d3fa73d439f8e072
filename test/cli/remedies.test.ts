/** `access diagnose … --apply` against the real server: a remedy is shown with its impact, asked about, and done. */
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
/** Alex as in the seeds: broad at the organization, and only the logs at billing/production. */
async function alex(): Promise<string> {
  const email = `alex${++count}@acme.example`
  await done(`user invite ${email} --assign deployer@organization "Log Reader@billing/production"`)
  const out = await done(`invitation resend ${email}`)
  const link = /Activation URL: (\S+)/.exec(out)![1]!
  const person = machine({ typed: ['lamp orchid zebra 7', 'lamp orchid zebra 7'], env: {} })
  expect(await cli(person, 'activate', link)).toMatchObject({ exit: 0 })
  return email
}

const question = (email: string): string =>
  `access diagnose ${email} --do variable.write --at billing/production`

type Json = { remedies: { id: string; text: string; suggested: boolean }[] }

async function remedies(email: string): Promise<Json['remedies']> {
  return (JSON.parse((await run(`${question(email)} --output json`)).out) as Json).remedies
}

/** The number of the first remedy with this text. */
async function numberOf(email: string, text: RegExp): Promise<number> {
  return (await remedies(email)).findIndex((one) => text.test(one.text)) + 1
}

describe('access diagnose', () => {
  it('prints the remedies best first, with what each does to whom and who may do it', async () => {
    const email = await alex()
    const { out } = await run(question(email))
    expect(out).toContain(
      '\nRemedies, best first (--apply N does one)\n  1. Add variable.write to the role Log Reader',
    )
    expect(out).toContain(`     ${email}: + 1 permission, − 0 lost at billing/production\n     by you`)
    expect(out).toMatch(
      /\n {5}\$ compartment role update 'Log Reader' --permission deployment\.logs\.read variable\.write\n/,
    )
    expect(out).toMatch(
      /\d\. Give .* deployer at billing\/production until \d{4}-\d\d-\d\d\.\n.*\+ 17 permissions, − 0 lost at billing\/production · ends by itself/,
    )
    expect(out).toMatch(/… \d+ more: --output json/)
  })
})

describe('--apply', () => {
  it('does what is suggested, where it is said that nobody need be asked', async () => {
    const email = await alex()
    const { exit, out, err } = await run(`${question(email)} --apply --yes`)
    expect([exit, out], err).toEqual([0, '✓ Applied: role.updated\n'])
    expect(err).toContain('Add variable.write to the role Log Reader')
    expect((await run(question(email))).exit).toBe(0)
    await done('role update "Log Reader" --permission deployment.logs.read')
  })

  it('shows at a terminal whom it concerns, and asks', async () => {
    const email = await alex()
    const number = await numberOf(email, /^Give .* `deployer` at `billing\/production` until/)
    const no = await run(`${question(email)} --apply ${number}`, { ...admin, typed: ['n'] })
    expect(no.exit).toBe(1)
    expect(no.asked).toEqual(['Apply this? [y/N] '])
    expect(no.err).toContain(`what 1 person can do would change: + 17 permissions gained`)
    expect((await run(question(email))).exit).toBe(2)
    const yes = await run(`${question(email)} --apply ${number}`, { ...admin, typed: ['y'] })
    expect([yes.exit, yes.out], yes.err).toEqual([0, '✓ Applied: assignment.created\n'])
    expect((await run(question(email))).exit).toBe(0)
  })

  it('refuses without a terminal what gives more than was asked for, with the command that accepts it', async () => {
    const email = await alex()
    const number = await numberOf(email, /^Remove `Log Reader`/)
    const refused = await run(`${question(email)} --apply ${number} --yes`)
    expect(refused.exit).toBe(2)
    const accepting = /^next: if this is meant: compartment (.+)$/m.exec(refused.err)![1]!
    expect(await run(accepting)).toMatchObject({ exit: 0, out: '✓ Applied: assignment.deleted\n' })
    expect((await run(question(email))).exit).toBe(0)
  })

  it('changes nothing with --dry-run', async () => {
    const email = await alex()
    const { exit, out } = await run(`${question(email)} --apply --dry-run`)
    expect(exit).toBe(0)
    expect(out).toContain('would write: role.updated')
    expect((await run(question(email))).exit).toBe(2)
  })

  it('refuses one by its id once anything has changed, and a number that there is not', async () => {
    const email = await alex()
    const [best] = await remedies(email)
    await done(`group create "Moved ${count}"`)
    const stale = await run(`${question(email)} --apply ${best!.id} --yes`)
    expect([stale.exit, stale.out]).toEqual([2, ''])
    expect(stale.err).toContain('or not any more: something may have changed')
    const beyond = await run(`${question(email)} --apply 99 --yes`)
    expect(beyond.exit).toBe(2)
    expect(beyond.err).toContain('no remedy `99`')
    expect((await run(question(email))).exit).toBe(2)
  })

  it('says why there is none, and what the answer is where nothing stands in the way', async () => {
    await done('user invite waiting@acme.example')
    const waiting = await run('access diagnose waiting@acme.example --apply --yes')
    expect(waiting.exit).toBe(2)
    expect(waiting.err).toContain('there is no remedy to apply: No change of access helps')
    const email = await alex()
    const allowed = await run(
      `access diagnose ${email} --do deployment.logs.read --at billing/production --apply --yes`,
    )
    expect([allowed.exit, allowed.out.startsWith('✓ Allowed')]).toEqual([0, true])
  })

  it('never makes anybody an admin unless that is named', async () => {
    const email = await alex()
    const asked = `access diagnose ${email} --do organization.user.invite --at organization --apply`
    const refused = await run(`${asked} --yes`)
    expect(refused.exit).toBe(2)
    expect(refused.err).toContain('none of the remedies is suggested: each makes them an admin')
  })
})
