/** What the API answers, in the words of scenarios. */
import type { z } from 'zod'
import type { Problem, ScopeAnswer } from '../../../src/contract/shapes/answer.ts'
import type { decision, HeldAnswer } from '../../../src/contract/shapes/decision.ts'
import { NOW } from '../../core/support/house.ts'
import type { Effect, Ran } from './door.ts'
import type { Evidence, HeldEvidence } from './evidence.ts'
import { nameOf } from './people.ts'

export type DecisionAnswer = z.output<typeof decision>

export function evidenceIn({ code, explanation, suggestions }: DecisionAnswer): Evidence {
  if (explanation === undefined) throw new Error('the answer has no explanation')
  const { gates, chain, shadowed, elsewhere } = explanation
  return {
    code,
    gates: gates.map(gateIn),
    chain: chain.map(({ path, decided, assignments }) => ({
      path,
      decided,
      assignments: assignments.map((held) => ({ ...heldIn(held), state: held.state })),
    })),
    shadowed: shadowed.map((held) => heldIn(held)),
    elsewhere: elsewhere.map((held) => heldIn(held)),
    suggestions: suggestions ?? [],
  }
}

type Gate = NonNullable<DecisionAnswer['explanation']>['gates'][number]

function gateIn({ gate, status, code, evidence }: Gate): Evidence['gates'][number] {
  return { gate, status, evidence, ...(code && { code }) }
}

function heldIn({ assignment, role_name: role, scope, via }: HeldAnswer): HeldEvidence {
  return {
    assignment,
    role,
    scope: pathOf(scope),
    ...(via && { via: { group: via.group_name, source: via.source } }),
  }
}

export function pathOf({ type, project, environment }: ScopeAnswer): string {
  return type === 'organization'
    ? type
    : [project, environment].filter((part) => part !== undefined).join('/')
}

export function refusalIn({ code, missing, impact }: Problem): Ran {
  if (impact === undefined) return { code, ...(missing && { missing }) }
  const effects = impact.entries.map(
    ({ principal, email, scope, gained, lost, from, until }): Effect => ({
      person: email?.split('@')[0] ?? nameOf(principal),
      scope: pathOf(scope),
      gained: gained.length,
      lost: lost.length,
      ...(from !== undefined && { from: Date.parse(from) - NOW }),
      ...(until !== undefined && { until: Date.parse(until) - NOW }),
    }),
  )
  return { code, gained: impact.totals.gained, lost: impact.totals.lost, effects }
}
