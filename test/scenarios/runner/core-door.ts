/** The first door: the core itself, used as a library. */
import type { Operation } from '../../../src/contract/operation.ts'
import { OPERATIONS } from '../../../src/contract/table.ts'
import {
  type Command,
  type Consent,
  certify,
  decide,
  isRefusal,
  nearest,
  type Owner,
  propose,
  type Refusal,
} from '../../../src/core/index.ts'
import { as as actor, NOW, sha256 } from '../../core/support/house.ts'
import { applyingOf } from './applying.ts'
import { type Request, requestOf } from './command-line.ts'
import { accessProblem } from './core-access.ts'
import { commandOf, throughOf } from './core-commands.ts'
import { diagnosedLines, remedyCommand } from './diagnosed.ts'
import type { Door, Effect, OpenDoor, Ran } from './door.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { idOf, nameOf } from './people.ts'
import type { Review } from './review.ts'
import type { Asked } from './scenario.ts'
import { BEGAN, type Situation, situationOf, withIds } from './situation.ts'
import { Timeline } from './timeline.ts'

export const openCore: OpenDoor = (given) => Promise.resolve(new CoreDoor(situationOf(given)))

type Told = {
  readonly line: string
  readonly as: string
  readonly at: number
  readonly command: string
  readonly reason?: string
}

class CoreDoor implements Door {
  readonly #situation: Situation
  readonly #timeline: Timeline
  #refused: { line: string; digest: string; at: number } | undefined

  constructor(situation: Situation) {
    this.#situation = situation
    this.#timeline = new Timeline(situation.house, BEGAN)
  }

  ask({ who, permission, scope, at, asOf }: Asked): Promise<Evidence> {
    const { house } = this.#situation
    const snapshot = asOf === undefined ? house.snapshot : this.#timeline.asOf(asOf)
    const now = NOW + (asOf ?? at)
    const certificate = certify(snapshot, idOf(who, house), permission, scope, now)
    const { code } = decide(snapshot, idOf(who, house), permission, scope, now)
    if (code !== certificate.code)
      throw new Error(`decided ${code}, but the certificate says ${certificate.code}`)
    const unknown = code === 'UNKNOWN_PERMISSION'
    const suggestions = unknown ? nearest(permission, snapshot.vocabulary.keys) : []
    return Promise.resolve(evidenceOf(certificate, snapshot, suggestions))
  }

  review(review: Review): Promise<readonly string[]> {
    if (review.kind !== 'diagnose' && review.kind !== 'remedies')
      return Promise.resolve(this.#timeline.answer(review))
    const asOf = 'asOf' in review ? review.asOf : undefined
    const then = asOf === undefined ? undefined : this.#timeline.asOf(asOf)
    return Promise.resolve(diagnosedLines(this.#situation, review, then))
  }

  run(line: string, as: string, at = 0): Promise<Ran> {
    return Promise.resolve(
      this.#run(withIds(line, this.#situation).replaceAll('{repository}', REPOSITORY), as, at),
    )
  }

  accept(as: string): Promise<Ran> {
    if (this.#refused === undefined) throw new Error('nothing was refused for its impact')
    const { line, digest, at } = this.#refused
    return Promise.resolve(this.#run(line, as, at, { acceptImpact: digest }))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #run(line: string, as: string, at: number, consent: Consent = {}): Ran {
    const { house } = this.#situation
    const applying = applyingOf(line)
    if (applying !== undefined) {
      const remedy = remedyCommand(this.#situation, applying.asked, applying.nth)
      if (remedy === undefined) throw new Error(`there is no such remedy: ${line}`)
      return this.#propose(remedy, { line, as, at, command: 'applyRemedy' }, consent)
    }
    const now = NOW + at
    const request = requestOf(line, now)
    const problem = accessProblem(house.snapshot, idOf(as, house), request, now)
    if (problem !== undefined) return { code: problem }
    const command = commandOf(request, house)
    if (command === undefined) return { code: 'done' }
    const through = throughOf(request, house)
    const { accept_impact: acceptImpact, dry_run: dryRun } = request.fields as Agreed
    const agreed = {
      ...consent,
      ...(acceptImpact !== undefined && { acceptImpact }),
      ...(dryRun && { dryRun }),
    }
    return this.#propose(command, { line, at, ...deedOf(request, as), as }, agreed, through)
  }

  #propose(command: Command<null>, told: Told, agreed: Consent, through?: Owner): Ran {
    const { house } = this.#situation
    const { line, as, at, ...deed } = told
    const context = {
      actor: actor(idOf(as, house)),
      now: NOW + at,
      newId: house.newId,
      sha256,
      ...(through && { through }),
    }
    const proposal = propose(house.snapshot, command, null, context, agreed)
    if (isRefusal(proposal)) return this.#refusal(proposal, line, at)
    if (agreed.dryRun) return { code: 'done' }
    house.snapshot = proposal.after.settle()
    this.#timeline.happened({ at: NOW + at, events: proposal.events, actor: as, ...deed })
    return { code: 'done' }
  }

  #refusal({ code, missing, impact }: Refusal, line: string, at: number): Ran {
    if (impact === undefined) return { code, ...(missing && { missing }) }
    this.#refused = { line, digest: impact.digest, at }
    const { snapshot } = this.#situation.house
    const effects = impact.entries.map(
      ({ principal, scope, gained, lost, from, until }): Effect => ({
        person: nameOf(principal),
        scope: snapshot.scopes.at(snapshot.scopes.find(scope)!).path,
        gained: gained.length,
        lost: lost.length,
        ...(from !== undefined && { from: from - NOW }),
        ...(until !== undefined && { until: until - NOW }),
      }),
    )
    return { code, gained: impact.totals.gained, lost: impact.totals.lost, effects }
  }
}

/** The core connects what it is told to; the other doors have a real one. */
const REPOSITORY = 'https://git.example.com/docs.git'

function deedOf({ name, fields }: Request, actor: string) {
  const { reason } = fields as { readonly reason?: string }
  const { command = name }: Operation = OPERATIONS[name]
  return { command, actor, ...(reason !== undefined && { reason }) }
}

type Agreed = { readonly accept_impact?: string; readonly dry_run?: true }
