/**
 * A random history: an organization and what was asked of it, by the system or by one of its people, step by step.
 * Refused commands are part of it; time moves on between steps.
 */
import type { Event } from '../../src/core/catalogue/events.ts'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { applyCatalogue } from '../../src/core/change/apply-catalogue.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import {
  type Actor,
  isRefusal,
  type OrganizationState,
  type Proposal,
  type Refusal,
  SYSTEM,
} from '../../src/core/index.ts'
import { acme, as, type House } from '../core/support/house.ts'
import type { Rng } from '../reference/random.ts'
import { type Asked, CATALOGUE, KEYS, randomCommand } from './random-commands.ts'

export type Step = {
  readonly at: number
  readonly asked: Asked
  readonly actor: Actor
  readonly before: OrganizationState
  /** Without consent: what the guards say. */
  readonly judged: Proposal | Refusal
  /** What was done, with consent to its impact; empty when refused. */
  readonly events: readonly Event[]
  /** The organization from here on. */
  readonly house: House
}

const MINUTE = 60_000

/** @returns the steps; `house.snapshot` moves on with them, so look at each one as it comes */
export function* randomHistory(rng: Rng, length: number, name?: string): IterableIterator<Step> {
  const house = furnished(rng, name)
  for (let left = length; left > 0; left--) {
    house.now += rng.pick([0, 1, MINUTE, 61 * MINUTE])
    const before = house.state
    const asked = randomCommand(before, rng, house.now)
    const actor = rng.chance(0.5)
      ? SYSTEM
      : as(rng.pick([...before.members.map((member) => member.id), 'nobody']))
    const judged = house.try(asked.command, asked.input, actor)
    const acceptImpact = isRefusal(judged) ? judged.impact?.digest : judged.impact.digest
    const done = house.do(asked.command, asked.input, actor, { ...(acceptImpact && { acceptImpact }) })
    yield { at: house.now, asked, actor, before, judged, events: isRefusal(done) ? [] : done.events, house }
  }
}

/** Two admins, three more people, a group and two roles, so that most commands find something to work on. */
function furnished(rng: Rng, name?: string): House {
  const house = acme(name)
  house.person('bo', 'admin')
  for (const id of ['alex', 'cleo', 'dee']) house.person(id, rng.pick(['deployer', 'viewer', 'admin']))
  house.must(applyCatalogue, { catalogue: CATALOGUE })
  house.role('reader', 'project.read')
  house.role('manager', ...rng.some(KEYS, 0.7))
  house.must(createGroup, { name: 'ops' })
  for (const principal of rng.some(['alex', 'cleo', 'dee'], 0.6))
    house.must(addGroupMember, { group: 'ops', principal })
  for (const role of ['reader', 'manager']) house.assign(rng.pick(PEOPLE_HERE), role, rng.pick(PLACES))
  return house
}

const PEOPLE_HERE = ['alex', 'cleo', 'dee']
const PLACES = ['organization', 'billing', 'billing/production']
