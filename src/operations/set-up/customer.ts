/** The customer that organizations of this install belong to; a fresh install has one, made with the first of them. */
import { claimInstallFact, createCustomer, customers } from '../../store/store.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'

/** @returns its id; of two that make it at once, one does */
export async function ownCustomer({ store, newId }: Deps, now: number): Promise<string> {
  const [known] = await customers(store)
  if (known !== undefined) return known.id
  const id = newId('cus')
  const { build } = store
  const { outcome } = await store.write([
    ...claimInstallFact(build, 'customer', id),
    ...createCustomer(build, { id, name: 'default', createdAt: now }),
  ])
  if (outcome === 'committed') return id
  const [other] = await customers(store)
  if (other === undefined) throw notWritten()
  return other.id
}
