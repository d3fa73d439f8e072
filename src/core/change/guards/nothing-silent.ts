/**
 * G3, nothing silent: a change by which someone loses keys because a narrower grant now hides a broader one, or gains
 * keys because one went away, is refused with the exact difference, unless its digest is sent back.
 */
import type { Impact } from '../../decision/impact.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Guarded } from './guarded.ts'

/** The side effect that nobody asked for, or `undefined`. */
export function silentEffect({
  cells,
}: Guarded): 'WOULD_NARROW' | 'WOULD_WIDEN' | 'WOULD_NARROW_AND_WIDEN' | undefined {
  const narrows = cells.some((cell) => cell.narrows)
  const widens = cells.some((cell) => cell.widens)
  if (narrows) return widens ? 'WOULD_NARROW_AND_WIDEN' : 'WOULD_NARROW'
  return widens ? 'WOULD_WIDEN' : undefined
}

/** @param accepted the digest that was sent back, if any */
export function nothingSilent(
  guarded: Guarded,
  impact: Impact,
  accepted: string | undefined,
): Refusal | undefined {
  const effect = silentEffect(guarded)
  if (effect === undefined || accepted === impact.digest) return undefined
  const { people, gained, lost } = impact.totals
  const counted = `+${gained} −${lost} for ${people === 1 ? 'one person' : `${people} people`}`
  const stale = accepted === undefined ? '' : ': it is not the one that was accepted'
  return refuse(effect, `this changes more than was asked for (${counted})${stale}`, {
    impact,
    next: `repeat it with --accept-impact ${impact.digest}`,
  })
}
