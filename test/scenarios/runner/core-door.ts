/** The first door: the core itself, used as a library. */
import {
  type Consent,
  certify,
  decide,
  isRefusal,
  nearest,
  propose,
  type Refusal,
} from '../../../src/core/index.ts'
import { as as actor, NOW, sha256 } from '../../core/support/house.ts'
import { requestOf } from './command-line.ts'
import { accessProblem } from './core-access.ts'
import { commandOf } from './core-commands.ts'
import type { Door, Effect, OpenDoor, Ran } from './door.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { idOf, nameOf } from './people.ts'
import type { Asked } from './scenario.ts'
import { type Situation, situationOf, withIds } from './situation.ts'

export const openCore: OpenDoor = (given) => Promise.resolve(new CoreDoor(situationOf(given)))

class CoreDoor implements Door {
  readonly #situation: Situation
  #refused: { line: string; digest: string } | undefined

  constructor(situation: Situation) {
    this.#situation = situation
  }

  ask({ who, permission, scope, at }: Asked): Promise<Evidence> {
    const { house } = this.#situation
    const { snapshot } = house
    const certificate = certify(snapshot, idOf(who, house), permission, scope, NOW + at)
    const { code } = decide(snapshot, idOf(who, house), permission, scope, NOW + at)
    if (code !== certificate.code)
      throw new Error(`decided ${code}, but the certificate says ${certificate.code}`)
    const unknown = code === 'UNKNOWN_PERMISSION'
    const suggestions = unknown ? nearest(permission, snapshot.vocabulary.keys) : []
    return Promise.resolve(evidenceOf(certificate, snapshot, suggestions))
  }

  run(line: string, as: string): Promise<Ran> {
    return Promise.resolve(this.#run(withIds(line, this.#situation), as))
  }

  accept(as: string): Promise<Ran> {
    if (this.#refused === undefined) throw new Error('nothing was refused for its impact')
    const { line, digest } = this.#refused
    return Promise.resolve(this.#run(line, as, { acceptImpact: digest }))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #run(line: string, as: string, consent: Consent = {}): Ran {
    const { house } = this.#situation
    const request = requestOf(line, NOW)
    const problem = accessProblem(house.snapshot, idOf(as, house), request, NOW)
    if (problem !== undefined) return { code: problem }
    const command = commandOf(request, house)
    if (command === undefined) return { code: 'done' }
    const { accept_impact: acceptImpact, dry_run: dryRun } = request.fields as Agreed
    const agreed = {
      ...consent,
      ...(acceptImpact !== undefined && { acceptImpact }),
      ...(dryRun && { dryRun }),
    }
    const context = { actor: actor(idOf(as, house)), now: NOW, newId: house.newId, sha256 }
    const proposal = propose(house.snapshot, command, null, context, agreed)
    if (isRefusal(proposal)) return this.#refusal(proposal, line)
    if (!dryRun) house.snapshot = proposal.after.settle()
    return { code: 'done' }
  }

  #refusal({ code, missing, impact }: Refusal, line: string): Ran {
    if (impact === undefined) return { code, ...(missing && { missing }) }
    this.#refused = { line, digest: impact.digest }
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

type Agreed = { readonly accept_impact?: string; readonly dry_run?: true }
