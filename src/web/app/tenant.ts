/** The tenant whose pages were looked at last: pages of one's account still say which it is (F40). */

let last: string | undefined

export function tenantSeen(organization: string): void {
  last = organization
}

/** @param own names of the tenants that the person is in */
export function currentTenant(own: readonly string[]): string | undefined {
  if (last !== undefined && own.includes(last)) return last
  return own.length === 1 ? own[0] : undefined
}
