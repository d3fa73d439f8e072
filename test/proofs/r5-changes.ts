/**
 * R5, second part: applying events gives the state they tell of, impact is the whole difference and in its one
 * canonical form, and the guards refuse exactly what brute force refuses, with exactly the keys that lack.
 */
import type { OrganizationState } from '../../src/core/model/state.ts'
import { canonical } from '../reference/canonical.ts'
import { randomChange, type Step } from '../reference/changes.ts'
import { expandImpact, impactFaults, referenceImpact } from '../reference/impact-expansion.ts'
import { rngFrom } from '../reference/random.ts'
import { places } from '../reference/reference-facts.ts'
import { referenceLacks, referenceOrphaned, referenceSilence } from '../reference/reference-guards.ts'
import { fullDifference, type ImpactEntry } from '../reference/reference-impact.ts'
import { NOW } from '../reference/world-constants.ts'
import { world } from '../reference/worlds.ts'
import type { Engine, Judged } from './engine.ts'
import { attempt, type Proof } from './proof.ts'

export const R5_CHANGES: Proof = {
  name: 'changes',
  try(engine, seed, index) {
    const before = world(seed, index)
    const rng = rngFrom(~seed, index)
    const change = randomChange(before, rng)
    const actor = rng.pick(before.members).id
    const counts = { changes: 1, 'with impact': referenceImpact(facts(before, change)).length > 0 ? 1 : 0 }
    const because = wrongImpact(engine, before, change) ?? wrongVerdict(engine, before, change, actor)
    if (because === undefined) return { counts }
    return {
      counts,
      failure: { state: before, because: `${because}\nevents: ${JSON.stringify(change.events)}` },
    }
  },
  /** A change cannot be taken apart without its state: it is shown as it was met. */
  stillFails: () => false,
}

function facts(
  before: OrganizationState,
  { state }: Step,
): { before: OrganizationState; after: OrganizationState; now: number } {
  return { before, after: state, now: NOW }
}

/** An automation account that an event names is refused before any guard looks. */
function isManaged({ code }: Judged): boolean {
  return code === 'MANAGED_IDENTITY'
}

function wrongImpact<S>(engine: Engine<S>, before: OrganizationState, change: Step): string | undefined {
  const judged = attempt(() => engine.judge(engine.snapshotFrom(before), change.events, NOW))
  if (typeof judged === 'string') return judged
  if (isManaged(judged)) return undefined
  const lastAdmin = referenceOrphaned(before, change.state, NOW).length > 0
  if (judged.code !== (lastAdmin ? 'LAST_ADMIN' : undefined))
    return `dry run: ${judged.code}, last admin: ${lastAdmin}`
  if (judged.after === undefined || judged.impact === undefined) return undefined
  const after = { ...judged.after, revision: before.revision }
  if (canonical(after) !== canonical(change.state)) return `applied: ${canonical(after)}`
  const it = facts(before, change)
  const faults = impactFaults(it, judged.impact)
  if (faults.length > 0) return `impact is malformed: ${faults.join('; ')}`
  const [is, should] = [judged.impact, referenceImpact(it)].map(listed)
  if (is !== should) return `impact: ${is}\nreference: ${should}`
  const whole =
    canonical(expandImpact(it, judged.impact)) === canonical(fullDifference(before, change.state, NOW))
  return whole ? undefined : `impact is not the whole difference: ${is}`
}

function listed(entries: readonly ImpactEntry[]): string {
  return entries
    .map((e) =>
      canonical([
        e.principal,
        e.scope,
        e.from ?? NOW,
        e.until ?? null,
        e.gained.toSorted(),
        e.lost.toSorted(),
      ]),
    )
    .toSorted()
    .join('\n')
}

function wrongVerdict<S>(
  engine: Engine<S>,
  before: OrganizationState,
  change: Step,
  actor: string,
): string | undefined {
  const judged = attempt(() => engine.judge(engine.snapshotFrom(before), change.events, NOW, actor))
  if (typeof judged === 'string') return judged
  if (isManaged(judged)) return undefined
  const paths = new Map(places(before).map((place) => [place.id, place.path]))
  const lacks = referenceLacks({ before, after: change.state, events: change.events, now: NOW }, actor)
  const expected = lacks.map((need) => `${paths.get(need.scope)} ${need.key}`).toSorted()
  const missing = (judged.missing ?? [])
    .map((m) => `${paths.get(m.scope) ?? m.scope} ${m.permission}`)
    .toSorted()
  const code = lacks.length > 0 ? 'ESCALATION' : guardsBehind(before, change.state)
  if ((judged.code ?? 'NOT_SILENT') !== code)
    return `actor ${actor}: ${judged.code}, reference: ${code} ${expected.join()}`
  if (missing.join() === expected.join()) return undefined
  return `actor ${actor} lacks ${missing.join()}\nreference: ${expected.join()}`
}

function guardsBehind(before: OrganizationState, after: OrganizationState): string {
  return referenceOrphaned(before, after, NOW).length > 0
    ? 'LAST_ADMIN'
    : referenceSilence(before, after, NOW)
}
