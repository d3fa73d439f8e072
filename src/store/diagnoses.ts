/** Diagnoses that were opened, and the bundles made of them. What a check rested on is not kept: it is looked up anew. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'
import type { DiagnosisRow } from './tables.ts'

/** A check as it was recorded: by the engine, or by a person who looked. */
export type RecordedCheck = {
  readonly id: string
  readonly status: string
  readonly code?: string
  /** Id of whoever recorded it by hand. */
  readonly by?: string
  readonly note?: string
}

export type StoredDiagnosis = {
  readonly organization: string
  /** `dia_…`; sorts by time. */
  readonly id: string
  /** Id of a member, or whatever was asked where there is nobody of that name. */
  readonly principal: string
  /** Canonical JSON: equal goals are equal text. */
  readonly goal: string
  readonly verdict: string
  readonly code: string
  readonly checks: readonly RecordedCheck[]
  readonly revision: number
  /** Reference of the denial that it began with. */
  readonly denial?: string
  /** Epoch milliseconds, as all instants here. */
  readonly openedAt: number
  readonly openedBy: string
  /** Last diagnosed. */
  readonly lookedAt: number
  readonly lookedBy: string
  readonly closedAt?: number
  /** Absent where it closed because nothing stands in the way any more. */
  readonly closedBy?: string
  readonly outcome?: string
}

/** Inserts it, or brings the one of that id to it. */
export function putDiagnosis(build: Builder, one: StoredDiagnosis): Write[] {
  return [
    build.put('diagnoses', ['organization', 'id'], {
      organization: one.organization,
      id: one.id,
      principal: one.principal,
      goal: one.goal,
      verdict: one.verdict,
      code: one.code,
      checks: JSON.stringify(one.checks),
      revision: one.revision,
      denial: one.denial ?? null,
      opened_at: one.openedAt,
      opened_by: one.openedBy,
      looked_at: one.lookedAt,
      looked_by: one.lookedBy,
      closed_at: one.closedAt ?? null,
      closed_by: one.closedBy ?? null,
      outcome: one.outcome ?? null,
    }),
  ]
}

export async function diagnosisOf(
  store: Store,
  organization: string,
  id: string,
): Promise<StoredDiagnosis | undefined> {
  const query = store.build.from
    .selectFrom('diagnoses')
    .selectAll()
    .where('organization', '=', organization)
    .where('id', '=', id)
  const row = await store.first(query)
  return row && diagnosisIn(row)
}

export type DiagnosisFilter = {
  readonly principals?: readonly string[]
  /** Those that are not closed, and that somebody has looked at since. */
  readonly openSince?: number
  /** Begun with the denial of this reference. */
  readonly denial?: string
  readonly limit: number
}

/** Newest first. */
export async function listStoredDiagnoses(
  store: Store,
  organization: string,
  { principals, openSince, denial, limit }: DiagnosisFilter,
): Promise<StoredDiagnosis[]> {
  if (principals?.length === 0) return []
  let query = store.build.from.selectFrom('diagnoses').selectAll().where('organization', '=', organization)
  if (principals !== undefined) query = query.where('principal', 'in', principals)
  if (denial !== undefined) query = query.where('denial', '=', denial)
  if (openSince !== undefined) query = query.where('closed_at', 'is', null).where('looked_at', '>', openSince)
  return (await store.rows(query.orderBy('id', 'desc').limit(limit))).map(diagnosisIn)
}

export type StoredBundle = {
  readonly organization: string
  /** `bun_…` */
  readonly id: string
  readonly diagnosis: string
  readonly at: number
  readonly by: string
  /** JSON. */
  readonly content: string
}

export function insertBundle(build: Builder, bundle: StoredBundle): Write[] {
  return [build.insert('bundles', bundle)]
}

export async function bundleOf(
  store: Store,
  organization: string,
  id: string,
): Promise<StoredBundle | undefined> {
  const query = store.build.from
    .selectFrom('bundles')
    .selectAll()
    .where('organization', '=', organization)
    .where('id', '=', id)
  return store.first(query)
}

/** Oldest first, without what is in them. */
export async function bundlesOf(
  store: Store,
  organization: string,
  diagnosis: string,
): Promise<readonly { id: string; at: number }[]> {
  const query = store.build.from
    .selectFrom('bundles')
    .select(['id', 'at'])
    .where('organization', '=', organization)
    .where('diagnosis', '=', diagnosis)
  return store.rows(query.orderBy('id'))
}

/** Removes those that were last looked at before an instant, and bundles made before it. */
export function forgetDiagnoses(build: Builder, before: number): Write[] {
  return [
    build.from.deleteFrom('diagnoses').where('looked_at', '<', before).compile(),
    build.from.deleteFrom('bundles').where('at', '<', before).compile(),
  ]
}

function diagnosisIn(row: DiagnosisRow): StoredDiagnosis {
  return {
    organization: row.organization,
    id: row.id,
    principal: row.principal,
    goal: row.goal,
    verdict: row.verdict,
    code: row.code,
    checks: JSON.parse(row.checks) as RecordedCheck[],
    revision: row.revision,
    ...(row.denial !== null && { denial: row.denial }),
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    lookedAt: row.looked_at,
    lookedBy: row.looked_by,
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    ...(row.closed_by !== null && { closedBy: row.closed_by }),
    ...(row.outcome !== null && { outcome: row.outcome }),
  }
}
