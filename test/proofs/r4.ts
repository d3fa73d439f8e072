/**
 * R4: remedies. In a random organization somebody is refused something. Every remedy that the engine names works when it is
 * performed, as the reference judges; no part of one would do; brute force over every single edit finds none that was
 * missed; impact is the whole difference, the order is the order; and exactly the people who are named can perform it.
 */
import { createHash } from 'node:crypto'
import {
  type Edit,
  findRemedies,
  isRefusal,
  type OrganizationState,
  type Proposal,
  performersIn,
  propose,
  type Remedy,
  type RemedyQuestion,
  remedyId,
  remedyOfId,
  type Snapshot,
  SYSTEM,
  snapshotFrom,
  stateOf,
  takenBy,
} from '../../src/core/index.ts'
import { carryOut } from '../../src/core/remedies/carry-out.ts'
import { canonical } from '../reference/canonical.ts'
import { referenceImpact } from '../reference/impact-expansion.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { type Question, referenceDecide } from '../reference/reference-decide.ts'
import { isKnown } from '../reference/reference-facts.ts'
import { referenceLacks } from '../reference/reference-guards.ts'
import { fullDifference } from '../reference/reference-impact.ts'
import { everyEdit, isArchivedAway, isHidden, isNeedless } from '../reference/reference-remedies.ts'
import { questions, world } from '../reference/worlds.ts'
import { attempt, type Proof } from './proof.ts'

/** What is tried: the engine’s own, or one that is wrong in some way. */
export type Remedies = {
  readonly find: typeof findRemedies
  readonly performers: typeof performersIn
}

export const REAL: Remedies = { find: findRemedies, performers: performersIn }

const ASKED = 12
/** So many performers are named; random organizations have fewer people. */
const ALL = 100
const FEW = 3
/** Of the remedies of one question, so many are performed by everybody. */
const PERFORMED = 3

export function remedyProof(remedies: Remedies): Proof {
  return {
    name: 'remedies',
    try(_engine, seed, index) {
      const counts: Counts = {
        refusals: 0,
        remedies: 0,
        'single edits': 0,
        'pairs of edits': 0,
        performances: 0,
      }
      const rng = rngFrom(~seed, index)
      const state = expecting(world(seed, index), rng)
      const question = refusedIn(state, rng)
      if (question === undefined) return { counts }
      counts.refusals = 1
      const because = attempt(() => new Trial(state, question, remedies, counts, rng).fault())
      return because === undefined ? { counts } : { counts, failure: { state, question, because } }
    },
    stillFails(_engine, state, { question }) {
      if (question === undefined || !isRefused(state, question)) return false
      const counts: Counts = {
        refusals: 0,
        remedies: 0,
        'single edits': 0,
        'pairs of edits': 0,
        performances: 0,
      }
      return attempt(() => new Trial(state, question, remedies, counts, rngFrom(1)).fault()) !== undefined
    },
  }
}

export const R4 = remedyProof(REAL)

type Counts = Record<'refusals' | 'remedies' | 'single edits' | 'pairs of edits' | 'performances', number>

/** Now and then something is expected of somebody, so that a guard refuses what would help. */
function expecting(state: OrganizationState, rng: Rng): OrganizationState {
  const [member] = state.members
  if (member === undefined || !rng.chance(0.1)) return state
  const subject = { type: 'user', id: member.id } as const
  const permission = rng.pick(['project.read', 'variable.write'])
  return { ...state, expectations: [{ id: 'exp_1', subject, can: false, permission, scope: 'anywhere' }] }
}

function isRefused(state: OrganizationState, question: Question): boolean {
  return isKnown(state, question.permission) && !referenceDecide(state, question).allowed
}

function refusedIn(state: OrganizationState, rng: Rng): Question | undefined {
  return questions(state, rng, ASKED).find((question) => isRefused(state, question))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

type Done = { readonly state: OrganizationState; readonly events: Proposal['events'] }

class Trial {
  readonly #state: OrganizationState
  readonly #snapshot: Snapshot
  readonly #question: Question
  readonly #asked: RemedyQuestion
  readonly #remedies: Remedies
  readonly #counts: Counts
  readonly #rng: Rng

  constructor(state: OrganizationState, question: Question, remedies: Remedies, counts: Counts, rng: Rng) {
    const { principal, permission, scope, now } = question
    this.#state = state
    this.#snapshot = snapshotFrom(state)
    this.#question = question
    this.#remedies = remedies
    this.#counts = counts
    this.#rng = rng
    this.#asked = {
      snapshot: this.#snapshot,
      principal,
      aim: { kind: 'permission', permission, scope },
      now,
      sha256,
      sees: { roles: true, groups: true },
    }
  }

  fault(): string | undefined {
    const found = this.#remedies.find(this.#asked)
    const remedies = found.whole ? found.remedies : []
    this.#counts.remedies += remedies.length
    const done = remedies.map((remedy) => ({ remedy, after: this.#done(remedy.edits) }))
    for (const { remedy, after } of done) {
      const wrong = this.#wrongRemedy(remedy, after)
      if (wrong !== undefined) return `${wrong}: ${JSON.stringify(remedy.edits)}`
    }
    return (
      this.#wrongOrder(remedies) ??
      this.#wrongFew(remedies) ??
      this.#missed(remedies) ??
      this.#wrongPerformers(remedies)
    )
  }

  /** The organization afterwards, by the commands themselves; `undefined` where they refuse. */
  #done(edits: readonly Edit[], actor?: string): Done | undefined {
    const context = {
      actor: actor === undefined ? SYSTEM : ({ type: 'principal', id: actor } as const),
      now: this.#question.now,
      newId: (prefix: string) => `${prefix}_made`,
      sha256,
    }
    const proposal = propose(this.#snapshot, carryOut, { edits }, context, { dryRun: true })
    return isRefusal(proposal) ? undefined : { state: stateOf(proposal.after), events: proposal.events }
  }

  #works(after: Done | undefined): boolean {
    return after !== undefined && referenceDecide(after.state, this.#question).allowed
  }

  #wrongRemedy({ edits, impact }: Remedy, after: Done | undefined): string | undefined {
    if (after === undefined || !this.#works(after)) return 'does not work'
    if (this.#hides(after.state)) return 'takes access by hiding what decides'
    const parts = properParts(edits)
    const part = parts.find((some) => this.#works(this.#done(some)))
    if (part !== undefined) return `${JSON.stringify(part)} alone would do`
    const should = canonicalImpact(
      referenceImpact({ before: this.#state, after: after.state, now: this.#question.now }),
    )
    const is = canonicalImpact(impact.entries)
    if (is !== should) return `impact ${is}, reference ${should}`
    const id = remedyId(this.#asked, edits)
    return canonical(remedyOfId(this.#asked, id) ?? null) === canonical(edits) ? undefined : 'has no name'
  }

  /** Nearer than what decides, nobody may lose anything. */
  #hides(after: OrganizationState): boolean {
    if (!isHidden(this.#state, after, this.#question)) return false
    return fullDifference(this.#state, after, this.#question.now).some(({ lost }) => lost.length > 0)
  }

  /** Whoever wants few gets the first of all of them. */
  #wrongFew(remedies: readonly Remedy[]): string | undefined {
    const found = this.#remedies.find(this.#asked, FEW)
    if (!found.whole) return undefined
    const [few, all] = [found.remedies, remedies].map((list) => list.map(({ edits }) => nameOf(edits)))
    const isBeginning = few!.every((name, at) => name === all![at])
    if (!isBeginning || few!.length < Math.min(FEW, all!.length)) return `of ${FEW} wanted: ${few!.join()}`
    return found.more || few!.length === all!.length ? undefined : 'that there are more is not told'
  }

  #wrongOrder(remedies: readonly Remedy[]): string | undefined {
    const ranks = remedies.map((remedy) => this.#rankOf(remedy))
    const at = ranks.findIndex((rank, n) => n > 0 && isBefore(rank, ranks[n - 1]!))
    return at < 0 ? undefined : `remedy ${at} ${ranks[at]!.join()} stands behind ${ranks[at - 1]!.join()}`
  }

  /** Organization-wide, newly granted, people, lost, lasting; from the reference’s impact. */
  #rankOf({ edits }: Remedy): number[] {
    const after = this.#done(edits)!.state
    const entries = referenceImpact({ before: this.#state, after, now: this.#question.now })
    const wide =
      edits.some(({ operation }) => operation === 'setFeature' || operation === 'changeSettings') ||
      entries.some(({ scope, gained }) => scope === this.#state.organization.id && gained.length > 0)
    const sum = (key: 'gained' | 'lost'): number => entries.reduce((n, entry) => n + entry[key].length, 0)
    const people = new Set(entries.map(({ principal }) => principal)).size
    const ends = edits.some((edit) => this.#ends(edit))
    return [Number(wide), sum('gained'), people, sum('lost'), Number(!ends)]
  }

  #ends(edit: Edit): boolean {
    if (edit.operation === 'createAssignment') return edit.days !== undefined
    if (edit.operation !== 'updateAssignment') return false
    const { expiresAt } = this.#state.assignments.find(({ id }) => id === edit.assignment)!
    return edit.dates === 'begin' ? expiresAt !== undefined : edit.dates !== 'no_end'
  }

  /** Every single edit that works is there; and every pair of one that opens another gate with any other. */
  #missed(remedies: readonly Remedy[]): string | undefined {
    // Programs are managed by what owns them, and of the person's own part nothing is an edit.
    if (this.#state.members.find(({ id }) => id === this.#question.principal)?.type !== 'user')
      return undefined
    const all = everyEdit(this.#state, this.#question).filter((edit) => !isArchivedAway(this.#state, edit))
    const named = new Set(remedies.map(({ edits }) => nameOf(edits)))
    const missing = (sets: readonly (readonly Edit[])[]): string | undefined => {
      const working = sets.filter((edits) => {
        const after = this.#done(edits)
        return this.#works(after) && !this.#hides(after!.state)
      })
      const flat = working.flat()
      return working
        .filter((edits) => !edits.some((edit) => isNeedless(edit, flat)))
        .map(nameOf)
        .find((name) => !named.has(name))
    }
    this.#counts['single edits'] += all.length
    const single = missing(all.map((edit) => [edit]))
    if (single !== undefined) return `missed ${single}`
    if (remedies.some(({ edits }) => edits.length === 1)) return undefined
    const gates = all.filter(({ operation }) => GATES.has(operation))
    const pairs = gates.flatMap((gate, at) =>
      all.filter((edit) => !gates.slice(0, at + 1).includes(edit)).map((edit) => [gate, edit]),
    )
    const some = this.#rng.chance(0.2) ? pairs : []
    this.#counts['pairs of edits'] += some.length
    const pair = missing(some)
    return pair === undefined ? undefined : `missed the pair ${pair}`
  }

  /** Whoever is named can, and nobody else: by the permission of each edit, and by what they would have to hold. */
  #wrongPerformers(remedies: readonly Remedy[]): string | undefined {
    const { principal, now } = this.#question
    const performers = this.#remedies.performers(this.#snapshot, now, principal, ALL)
    for (const remedy of remedies.slice(0, PERFORMED)) {
      const named = performers(remedy).people.toSorted()
      const able = this.#state.members
        .filter(({ id, type }) => type === 'user' && id !== principal && this.#can(id, remedy.edits))
        .map(({ id }) => id)
        .toSorted()
      this.#counts.performances += this.#state.members.length
      if (named.join() !== able.join())
        return `${JSON.stringify(remedy.edits)} may be done by ${able.join()}, and ${named.join()} are named`
    }
    return undefined
  }

  #can(id: string, edits: readonly Edit[]): boolean {
    const { now } = this.#question
    const mayAsk = edits.every((edit) => {
      const { permission, scope } = takenBy(this.#snapshot, edit)
      return referenceDecide(this.#state, { principal: id, permission, scope, now }).allowed
    })
    const after = this.#done(edits)!
    const lacks = referenceLacks({ before: this.#state, after: after.state, events: after.events, now }, id)
    const done = this.#done(edits, id) !== undefined
    if (done !== (lacks.length === 0)) throw new Error(`${id} is judged otherwise by the guard`)
    return mayAsk && done
  }
}

/** Each opens a gate that roles do not. */
const GATES: ReadonlySet<string> = new Set([
  'unblockUser',
  'unarchiveProject',
  'setFeature',
  'setBetaAccess',
  'changeSettings',
])

function nameOf(edits: readonly Edit[]): string {
  return edits
    .map((edit) => canonical(edit))
    .toSorted()
    .join(' ')
}

function properParts(edits: readonly Edit[]): Edit[][] {
  const parts = Array.from({ length: 2 ** edits.length - 1 }, (_, bits) =>
    edits.filter((__, at) => (bits >> at) % 2 === 1),
  )
  return parts.filter((part) => part.length > 0)
}

function canonicalImpact(entries: readonly object[]): string {
  return entries
    .map((entry) => canonical(entry))
    .toSorted()
    .join('\n')
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, n) => value !== b[n])
  return at >= 0 && a[at]! < b[at]!
}
