/** The provider of single sign-on that put somebody into a group, where this organization has it still. */
import type { SeatSource, SignInProvider, Snapshot } from '../../core/index.ts'

/** A seat names it by its id, or by its key. */
export function seatProvider({ providers }: Snapshot, source: SeatSource): SignInProvider | undefined {
  const named = /^sso:(.+)$/.exec(source)?.[1]
  return named === undefined ? undefined : providers.find(({ id, key }) => id === named || key === named)
}
