/** The second door: the API of a real server. */
import { Refused } from '../../../src/contract/client.ts'
import type { Operation } from '../../../src/contract/operation.ts'
import { OPERATIONS, type OperationName } from '../../../src/contract/table.ts'
import { NOW } from '../../core/support/house.ts'
import { evidenceIn, refusalIn } from './answers.ts'
import { type Applying, applyingOf } from './applying.ts'
import { type Request, requestOf } from './command-line.ts'
import type { Door, OpenDoor, Ran } from './door.ts'
import type { Evidence } from './evidence.ts'
import { clientOf, type Install, instantText, lineHere, type Place } from './install.ts'
import type { Review } from './review.ts'
import { reviewedLines } from './reviewed.ts'
import type { Asked } from './scenario.ts'

export function openHttp(install: Install): OpenDoor {
  return async (given) => new HttpDoor(install, await install.place(given))
}

class HttpDoor implements Door {
  readonly #install: Install
  readonly #place: Place
  #refused: { request: Request; digest: string } | undefined

  constructor(install: Install, place: Place) {
    this.#install = install
    this.#place = place
  }

  async ask({ who, permission, scope, at, asOf }: Asked, as: string): Promise<Evidence> {
    this.#install.at = at
    const { organization } = this.#place
    const moment = asOf === undefined ? {} : { at: instantText(asOf) }
    const body = { principal: `${who}@${organization}.example.com`, permission, scope, ...moment }
    const question = { organization, body }
    const client = clientOf(this.#place, as)
    const [checked, explained] = await Promise.all([
      client.checkAccess(question),
      client.explainAccess(question),
    ])
    if (checked.code !== explained.code)
      throw new Error(`checked ${checked.code}, but explained ${explained.code}`)
    return evidenceIn(explained)
  }

  async review(review: Review, as: string): Promise<readonly string[]> {
    this.#install.at = 0
    const { organization, situation } = this.#place
    const [name, body] = questionOf(review, organization)
    const call = clientOf(this.#place, as)[name] as (args: object) => Promise<unknown>
    return reviewedLines(review.kind, await call({ organization, body }), {
      as,
      assignments: situation.assignments,
    })
  }

  async run(line: string, as: string, at = 0): Promise<Ran> {
    this.#install.at = at
    const applying = applyingOf(line)
    if (applying !== undefined) return this.#call(await this.#applying(applying, as), as)
    return this.#call(requestOf(lineHere(line, this.#place), NOW + at), as)
  }

  async accept(as: string): Promise<Ran> {
    if (this.#refused === undefined) throw new Error('nothing was refused for its impact')
    const { request, digest } = this.#refused
    return this.#call({ ...request, fields: { ...request.fields, accept_impact: digest } }, as)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** The diagnosis is asked for, and one of its remedies. */
  async #applying({ asked, nth }: Applying, as: string): Promise<Request> {
    const { organization } = this.#place
    const [, body] = questionOf(asked, organization)
    const { remedies = [] } = await clientOf(this.#place, as).diagnoseAccess({
      organization,
      body: body as never,
    })
    const remedy = nth === undefined ? remedies.find(({ suggested }) => suggested) : remedies[nth - 1]
    if (remedy === undefined) throw new Error(`there is no such remedy for ${asked.who}`)
    return { name: 'applyRemedy', fields: { ...body, remedy: remedy.id } }
  }

  async #call(request: Request, as: string): Promise<Ran> {
    const call = clientOf(this.#place, as)[request.name] as (args: object) => Promise<unknown>
    try {
      await call(argumentsOf(request, this.#place.organization))
      return { code: 'done' }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { impact } = error.problem
      if (impact !== undefined) this.#refused = { request, digest: impact.digest }
      return refusalIn(error.problem)
    }
  }
}

/** What the API calls it, and its body. */
function questionOf(review: Review, organization: string): [OperationName, object | undefined] {
  const principal = 'who' in review ? { principal: `${review.who}@${organization}.example.com` } : {}
  const moment = 'asOf' in review && review.asOf !== undefined ? { at: instantText(review.asOf) } : {}
  switch (review.kind) {
    case 'history': {
      const { permission, scope, since } = review
      return ['accessHistory', { ...principal, permission, scope, since: instantText(since) }]
    }
    case 'lint':
      return ['lintAccess', undefined]
    case 'who':
      return ['whoHasAccess', { permission: review.permission, scope: review.scope, ...moment }]
    case 'what':
      return ['whatAccess', { ...principal, ...(review.scope && { scope: review.scope }), ...moment }]
    case 'remedies':
    case 'diagnose': {
      const { permission, scope, feature } = review
      const goal =
        permission === undefined ? (feature === undefined ? {} : { feature }) : { permission, scope }
      return ['diagnoseAccess', { ...principal, ...(Object.keys(goal).length > 0 && { goal }), ...moment }]
    }
    case 'grantors': {
      const { kind: _, ...body } = review
      return ['listGrantors', body]
    }
  }
}

/** Path, query and body; times as text. */
function argumentsOf({ name, fields }: Request, organization: string): object {
  const { body }: Operation = OPERATIONS[name]
  const entries = Object.entries(fields).map(
    ([field, value]) => [field, TIMES.has(field) ? timeText(value) : value] as const,
  )
  const inBody = entries.filter(([field]) => body !== undefined && field in body.shape)
  const others = entries.filter((entry) => !inBody.includes(entry))
  return { organization, ...Object.fromEntries(others), body: Object.fromEntries(inBody) }
}

const TIMES = new Set(['not_before', 'expires_at'])

function timeText(value: unknown): string | null {
  return typeof value === 'number' ? new Date(value).toISOString() : null
}
