/** Times in scenarios are told from the scenario's now: `+1h`, `-2d`, `+1h-1ms`. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** @returns milliseconds from now */
export function offset(text: string): number {
  if (!/^([+-]\d+(ms|s|m|h|d))+$/.test(text)) throw new Error(`\`${text}\` is not a time like +1h or -1d+1ms`)
  const parts = text.matchAll(/([+-]\d+)(ms|s|m|h|d)/g)
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0)
}

/** `+1h`; `now` for none. The largest unit that fits. */
export function offsetText(milliseconds: number): string {
  if (milliseconds === 0) return 'now'
  const size = Math.abs(milliseconds)
  const [unit, length] = Object.entries(UNITS).findLast(([, length]) => size % length === 0)!
  return `${milliseconds < 0 ? '-' : '+'}${size / length}${unit}`
}
