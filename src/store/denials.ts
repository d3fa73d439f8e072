/**
 * Requests that were refused, under the reference that the answer carried. A reference says nothing by itself; what it
 * stands for is kept for a limited time and in limited numbers.
 */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'
import type { DenialRow } from './tables.ts'

export type KeptDenial = {
  /** `den_…`, as it was answered. */
  readonly reference: string
  /** Id; absent where the request named none. */
  readonly organization?: string
  /** Whoever asked; absent where nobody is known to have. */
  readonly account?: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Of the organization, when it refused. */
  readonly revision?: number
  readonly status: number
  readonly code: string
  /** As it was answered. */
  readonly detail: string
  /** The contract’s name. */
  readonly operation?: string
  /** What was asked for, and where, as far as the request says it. */
  readonly permission?: string
  readonly scope?: string
  /** Id of the token that asked, where one did. */
  readonly token?: string
  /** Of the decision, as JSON. */
  readonly certificate?: string
}

/** Where the reference is there already it stays as it is. */
export function keepDenial(build: Builder, denial: KeptDenial): Write[] {
  return [build.insert('denials', rowOf(denial))]
}

/** @param since what is older has expired @returns `undefined` for what was never kept, and for what has expired */
export async function denialOf(
  store: Store,
  reference: string,
  since: number,
): Promise<KeptDenial | undefined> {
  const query = store.build.from.selectFrom('denials').selectAll().where('reference', '=', reference)
  const row = await store.first(query.where('at', '>=', since))
  return row && denialIn(row)
}

/** Removes those that have expired, and of each organization all but the newest. */
export function forgetDenials(build: Builder, before: number, most: number): Write[] {
  const { from } = build
  const ranked = from
    .selectFrom('denials')
    .select(({ fn }) => [
      'reference',
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('organization').orderBy('at', 'desc').orderBy('reference', 'desc'))
        .as('place'),
    ])
    .as('ranked')
  const beyond = from.selectFrom(ranked).select('ranked.reference').where('ranked.place', '>', most)
  return [
    from.deleteFrom('denials').where('at', '<', before).compile(),
    from.deleteFrom('denials').where('reference', 'in', beyond).compile(),
  ]
}

function rowOf({ reference, at, status, code, detail, ...rest }: KeptDenial): DenialRow {
  return {
    reference,
    organization: rest.organization ?? null,
    account: rest.account ?? null,
    at,
    revision: rest.revision ?? null,
    status,
    code,
    detail,
    operation: rest.operation ?? null,
    permission: rest.permission ?? null,
    scope: rest.scope ?? null,
    token: rest.token ?? null,
    certificate: rest.certificate ?? null,
  }
}

function denialIn({ reference, at, status, code, detail, ...rest }: DenialRow): KeptDenial {
  const { organization, account, revision, operation, permission, scope, token, certificate } = rest
  return {
    reference,
    ...(organization !== null && { organization }),
    ...(account !== null && { account }),
    at,
    ...(revision !== null && { revision }),
    status,
    code,
    detail,
    ...(operation !== null && { operation }),
    ...(permission !== null && { permission }),
    ...(scope !== null && { scope }),
    ...(token !== null && { token }),
    ...(certificate !== null && { certificate }),
  }
}
