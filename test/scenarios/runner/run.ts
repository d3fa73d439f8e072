/** Runs one scenario through one door and compares everything that the scenario says. */
import { expect } from 'vitest'
import type { Door, Effect, OpenDoor, Ran } from './door.ts'
import { becauseOf, type Evidence } from './evidence.ts'
import type { Asked, Done, Outcome, Past, Scenario } from './scenario.ts'
import { offsetText } from './times.ts'

export async function runScenario(scenario: Scenario, open: OpenDoor): Promise<void> {
  const { as, past, done, asked, reviewed } = scenario
  const door = await opened(scenario, open)
  try {
    for (const deed of past) await runPast(door, deed)
    if (done !== undefined) await runDone(door, done, as)
    // What came of a change is asked by the admin: whoever made it may not be allowed to ask.
    const asker = done === undefined ? as : 'ada'
    for (const question of asked) compare(question, await door.ask(question, asker))
    for (const { ask, review, answer } of reviewed) {
      const lines = await door.review(review, asker)
      // People come by their ids, which are others at each door.
      const told = PEOPLE.has(review.kind) ? lines.toSorted() : lines
      expect(told, ask).toEqual(answer)
    }
  } finally {
    await door.close()
  }
}

const PEOPLE: ReadonlySet<string> = new Set(['who', 'grantors'])

async function opened({ file, name, given }: Scenario, open: OpenDoor): Promise<Door> {
  try {
    return await open(given)
  } catch (error) {
    throw new Error(`${file}: scenario \`${name}\`: ${(error as Error).message}`, { cause: error })
  }
}

/** What has happened was meant: whatever else it changed was accepted. */
async function runPast(door: Door, { line, at }: Past): Promise<void> {
  const ran = await door.run(line, 'ada', at)
  const meant = ran.code !== 'done' && 'effects' in ran ? await door.accept('ada') : ran
  expect(meant, line).toEqual({ code: 'done' })
}

async function runDone(door: Door, done: Done, as: string): Promise<void> {
  for (const line of done.run.slice(0, -1)) expect(await door.run(line, as), line).toEqual({ code: 'done' })
  const last = done.run.at(-1)!
  const ran = await door.run(last, as)
  expect(outcomeOf(ran, done.outcome), last).toEqual(done.outcome)
  if (done.missing !== undefined) expect(missingOf(ran, done.missing), 'missing').toEqual(done.missing)
  if (done.because !== undefined) expect(effectsOf(ran), 'because').toBe(done.because)
  if (done.accepted !== undefined) {
    expect(outcomeOf(await door.accept(as), done.accepted), 'accepted').toEqual(done.accepted)
  }
}

/** Counts only where the scenario has them. */
function outcomeOf(ran: Ran, wanted: Outcome): Outcome {
  if (ran.code === 'done' || !('gained' in wanted)) return { code: ran.code } as Outcome
  return { code: ran.code, ...('gained' in ran && { gained: ran.gained!, lost: ran.lost! }) }
}

function missingOf(ran: Ran, wanted: readonly string[] | number): readonly string[] | number {
  const missing = 'missing' in ran ? ran.missing! : []
  if (typeof wanted === 'number') return missing.length
  return missing.map(({ permission, scope }) => `${permission} @${scope}`)
}

/** `alex −17 @billing/production from +1h until +2h; bo +3 @billing`. */
function effectsOf(ran: Ran): string {
  return 'effects' in ran ? ran.effects!.map(effectText).join('; ') : 'no effect on people'
}

function effectText({ person, scope, gained, lost, from, until }: Effect): string {
  const counts = [...(gained > 0 ? [`+${gained}`] : []), ...(lost > 0 ? [`−${lost}`] : [])]
  const period = [from === undefined ? '' : ` from ${offsetText(from)}`, untilText(until)]
  return `${person} ${counts.join(' ')} @${scope}${period.join('')}`
}

function untilText(until: number | undefined): string {
  return until === undefined ? '' : ` until ${offsetText(until)}`
}

function compare(
  { who, permission, scope, asOf, answer, second, gates, because }: Asked,
  evidence: Evidence,
): void {
  const failed = evidence.gates.flatMap(({ status, code }) => (status === 'failed' ? [code!] : []))
  const got = {
    answer: evidence.code,
    second: failed.slice(1),
    ...(gates !== undefined && { gates: evidence.gates.map(({ status }) => WORDS[status]).join(', ') }),
    ...(because !== undefined && { because: becauseOf(evidence) }),
  }
  const when = asOf === undefined ? '' : ` as of ${offsetText(asOf)}`
  expect(got, `${who} ${permission} @${scope}${when}`).toEqual({
    answer,
    second,
    ...(gates !== undefined && { gates }),
    ...(because !== undefined && { because }),
  })
}

const WORDS = {
  passed: 'passed',
  failed: 'failed',
  not_reached: 'not reached',
  not_applicable: 'not applicable',
} as const
