/** Who would gain and lose, as answers and refusals show it. */
import type { z } from 'zod'
import type { impact as impactShape, preview } from '../../contract/shapes/answer.ts'
import type { Impact, Proposal } from '../../core/index.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { instant } from './instants.ts'
import { scopeAnswer } from './scopes.ts'

export type ImpactAnswer = z.input<typeof impactShape>

/** What a dry run answers: nothing was changed. */
export function previewAnswer(scene: Scene, { events, impact, silent }: Proposal): z.input<typeof preview> {
  return {
    dry_run: true,
    events: events.map(({ type }) => type),
    impact: impactAnswer(scene, impact),
    ...(silent !== undefined && { refusal: silent }),
  }
}

export function impactAnswer(scene: Scene, { digest, totals, entries }: Impact): ImpactAnswer {
  const named = may(scene, 'organization.user.read')
  return {
    digest,
    totals: { ...totals },
    entries: entries.map(({ principal, scope, gained, lost, from, until }) => {
      const email = named ? scene.living.person(principal)?.email : undefined
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
