/** What a scenario's organization has been through on the core, to be asked about the past and for its history. */
import {
  assignmentOf,
  type Flip,
  FlipReader,
  findRole,
  grantors,
  isSideEffect,
  lint,
  type OrganizationState,
  type PastChange,
  type Snapshot,
  snapshotFrom,
  stateOf,
  what,
  who,
} from '../../../src/core/index.ts'
import { type House, NOW } from '../../core/support/house.ts'
import { idOf, nameOf } from './people.ts'
import { allowedLines, type FlipTold, findingLine, historyLines, holderLine, type Review } from './review.ts'

type Deed = PastChange & { readonly command: string; readonly actor?: string; readonly reason?: string }

export class Timeline {
  readonly #house: House
  readonly #states: { readonly at: number; readonly state: OrganizationState }[]
  readonly #deeds: Deed[] = []

  /** @param began epoch milliseconds at which all that is given was there */
  constructor(house: House, began: number) {
    this.#house = house
    this.#states = [{ at: began, state: stateOf(house.snapshot) }]
  }

  /** A change was made; the house's snapshot has it already. */
  happened(deed: Omit<Deed, 'revision'>): void {
    if (deed.events.length === 0) return
    const { snapshot } = this.#house
    this.#deeds.push({ ...deed, revision: snapshot.revision })
    this.#states.push({ at: deed.at, state: stateOf(snapshot) })
  }

  /** As it was; @param offset milliseconds from now */
  asOf(offset: number): Snapshot {
    const last = this.#states.findLast(({ at }) => at <= NOW + offset)
    if (last === undefined) throw new Error('the organization did not exist then')
    return snapshotFrom(last.state)
  }

  answer(review: Exclude<Review, { kind: 'diagnose' | 'remedies' }>): string[] {
    const { snapshot } = this.#house
    const then = 'asOf' in review && review.asOf !== undefined ? this.asOf(review.asOf) : snapshot
    const now = NOW + ('asOf' in review ? (review.asOf ?? 0) : 0)
    switch (review.kind) {
      case 'history':
        return this.#history(review)
      case 'lint':
        return lint(snapshot, now).map(({ rule, about, scope }) =>
          findingLine(
            rule,
            about.map((id) => wordFor(snapshot, id)),
            scope === undefined ? undefined : snapshot.scopes.at(snapshot.scopes.find(scope)!).path,
          ),
        )
      case 'who':
        return who(then, review.permission, review.scope, now).map(({ principal, through }) =>
          holderLine(
            nameOf(principal),
            through.map(({ role, group }) => ({
              role: then.roles.get(role)!.name,
              ...(group !== undefined && { group: then.groups.get(group)!.name }),
            })),
          ),
        )
      case 'what':
        return allowedLines(what(then, idOf(review.who, this.#house), now, review.scope))
      case 'grantors':
        return grantors(snapshot, keysOf(snapshot, review), review.scope, now).map(nameOf)
    }
  }

  #history({ who: person, permission, scope, since }: Extract<Review, { kind: 'history' }>): string[] {
    const principal = idOf(person, this.#house)
    const start = this.asOf(since)
    const reader = new FlipReader(start, { principal, permission, scope }, NOW + since)
    const before = reader.verdict.code
    const deeds = this.#deeds.filter(({ revision }) => revision > start.revision)
    const byRevision = new Map(deeds.map((deed) => [deed.revision, deed]))
    for (const deed of deeds) reader.read(deed)
    const flips = reader
      .end(NOW)
      .map((flip) => flipTold(flip, byRevision.get(flip.revision ?? Number.NaN), principal))
    return historyLines(before, flips)
  }
}

function flipTold({ at, to }: Flip, deed: Deed | undefined, principal: string): FlipTold {
  const told = { at: at - NOW, to: to.code }
  if (deed === undefined) return { ...told, by: 'time' }
  const { command, actor, reason, events } = deed
  return {
    ...told,
    by: 'change',
    command,
    aside: isSideEffect(events, principal),
    ...(actor !== undefined && { actor }),
    ...(reason !== undefined && { reason }),
  }
}

function keysOf(
  snapshot: Snapshot,
  { permission, role }: Extract<Review, { kind: 'grantors' }>,
): readonly string[] {
  if (role === undefined) return [permission!]
  return snapshot.vocabulary.keysOf(snapshot.vocabulary.bitsOf(findRole(snapshot, role)!))
}

/** As people call it: `alex`, `ops`, `viewer for alex`. */
function wordFor(snapshot: Snapshot, id: string): string {
  const assignment = assignmentOf(snapshot, id)
  if (assignment !== undefined) {
    const { role, subject } = assignment
    return `${snapshot.roles.get(role)!.name} for ${wordFor(snapshot, subject.id)}`
  }
  return snapshot.roles.get(id)?.name ?? snapshot.groups.get(id)?.name ?? nameOf(id)
}
