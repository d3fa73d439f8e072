/** When people last signed in here; sessions that open another organization alone say nothing about this one. */
import type { Store } from '../../store/store.ts'

/**
 * @param accounts of whom; every member where it is not given
 * @returns epoch milliseconds by account; whoever never did is missing
 */
export async function lastSignIns(
  store: Store,
  organization: string,
  accounts?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (accounts?.length === 0) return new Map()
  const { from } = store.build
  const members = from.selectFrom('members').select('id').where('organization', '=', organization)
  const rows = await store.rows(
    from
      .selectFrom('sessions')
      .select((eb) => ['account', eb.fn.max('created_at').as('at')])
      .where('account', 'in', accounts ?? members)
      .where((eb) => eb.or([eb('organization', 'is', null), eb('organization', '=', organization)]))
      .groupBy('account'),
  )
  return new Map(rows.map(({ account, at }) => [account, at]))
}
