/** A moment in the past of an organization: what was true then, and when that was. */
import { refuse, type Snapshot } from '../../core/index.ts'
import { lastCut, recordAt, type Store, sequenceAt } from '../../store/store.ts'
import { instant, milliseconds } from '../answers/instants.ts'
import type { AnyInput } from '../authorize.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'
import { tellingOnlyWhatIsKept } from './cannot-tell.ts'

/** As asked for: a time (RFC 3339) or a revision (`acme@42` or `42`). */
type Moment = { readonly at: string } | { readonly revision: string }

/** What a question that names neither asks about is now. */
export function momentOf({ body }: AnyInput): Moment | undefined {
  const at = body?.at as string | undefined
  const revision = body?.revision as string | undefined
  if (at !== undefined && revision !== undefined) {
    throw new Refused(refuse('INVALID', 'ask about a time or a revision, not both', { field: '/revision' }))
  }
  if (at !== undefined) return { at }
  return revision === undefined ? undefined : { revision }
}

export type Past = {
  readonly snapshot: Snapshot
  /** At which dates are looked at, in epoch milliseconds. */
  readonly at: number
}

/**
 * The last revision not later than the moment. A time that is yet to come is answered from what is there today.
 * @throws Refused INVALID where the organization did not exist yet, or has not come that far; CANNOT_TELL where the
 * journal no longer goes back so far
 */
export async function pastAt(deps: Deps, living: LivingOrganization, moment: Moment): Promise<Past> {
  return 'at' in moment
    ? tellingOnlyWhatIsKept(atTime(deps, living, moment.at), '/at')
    : tellingOnlyWhatIsKept(atRevision(deps, living, moment.revision), '/revision')
}

async function atTime({ store, past }: Deps, living: LivingOrganization, text: string): Promise<Past> {
  const at = milliseconds(text)
  const revision = await sequenceAt(store, living.id, at)
  if (revision === 0) {
    const first = await recordAt(store, living.id, 1)
    const began = first === undefined ? '' : `: its journal begins at ${instant(first.at)}`
    throw new Refused(refuse('INVALID', `\`${living.name}\` did not exist then${began}`, { field: '/at' }))
  }
  const { snapshot } = living
  return { snapshot: revision === snapshot.revision ? snapshot : await past.at(living.id, revision), at }
}

const REVISION = /^(?:([a-z0-9-]{1,63})@)?(\d{1,15})$/

async function atRevision({ store, past }: Deps, living: LivingOrganization, text: string): Promise<Past> {
  const [, name = living.name, digits] = REVISION.exec(text) ?? []
  const revision = Number(digits)
  const wrong = (why: string): Refused => new Refused(refuse('INVALID', why, { field: '/revision' }))
  if (digits === undefined || name !== living.name || revision === 0)
    throw wrong(`\`${text}\` is not a revision of \`${living.name}\`: use \`${living.name}@1\` and later`)
  const at = await writtenAt(store, living.id, revision)
  if (at === undefined)
    throw wrong(`\`${living.name}\` has not come that far: it is at \`${living.revision}\``)
  const { snapshot } = living
  return { snapshot: revision === snapshot.revision ? snapshot : await past.at(living.id, revision), at }
}

/** When a record was written, be it the last one that was cut away. @throws JournalGap */
async function writtenAt(store: Store, organization: string, revision: number): Promise<number | undefined> {
  const cut = await lastCut(store, organization)
  return cut?.through === revision ? cut.knownFrom : (await recordAt(store, organization, revision))?.at
}
