/** Who would gain and lose, as answers and refusals show it. */
import type { ImpactAnswer } from '../../contract/shapes/answer.ts'
import type { Unparsed } from '../../contract/table.ts'
import type { Effect, Impact, Proposal } from '../../core/index.ts'
import type { DirectoryEntry } from '../../store/store.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { instant } from './instants.ts'
import { scopeAnswer } from './scopes.ts'

type Preview = Extract<Unparsed<'createRole'>, { dry_run: true }>

/**
 * What a dry run answers: nothing was changed.
 * @param known people whom the change would bring in
 */
export function previewAnswer(
  scene: Scene,
  { events, impact, silent }: Proposal,
  known: readonly DirectoryEntry[],
): Preview {
  return {
    dry_run: true,
    events: events.map(({ type }) => type),
    impact: impactAnswer(scene, impact, known),
    ...(silent !== undefined && { refusal: silent }),
  }
}

export function impactAnswer(
  scene: Scene,
  { digest, ...effect }: Impact,
  known: readonly DirectoryEntry[],
): ImpactAnswer {
  return { digest, ...effectAnswer(scene, effect, known) }
}

export function effectAnswer(
  scene: Scene,
  { totals, entries }: Effect,
  known: readonly DirectoryEntry[] = [],
): Omit<ImpactAnswer, 'digest'> {
  const named = may(scene, 'organization.user.read')
  return {
    totals: { ...totals },
    entries: entries.map(({ principal, scope, gained, lost, from, until }) => {
      const email = named
        ? (scene.living.person(principal) ?? known.find(({ id }) => id === principal))?.email
        : undefined
      return {
        principal,
        ...(email !== undefined && { email }),
        scope: scopeAnswer(scene.snapshot, scope),
        gained: [...gained],
        lost: [...lost],
        ...(from !== undefined && { from: instant(from) }),
        ...(until !== undefined && { until: instant(until) }),
      }
    }),
  }
}
