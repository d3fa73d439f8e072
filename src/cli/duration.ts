/** Times and durations as people write them: `14d`, `12h`, or RFC 3339. */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** Seconds; `undefined` when it is neither `30d` nor a number of seconds. */
export function seconds(text: string): number | undefined {
  const found = /^(\d{1,9})([smhdw]?)$/.exec(text.trim())
  return found ? Number(found[1]) * (SECONDS[found[2]! || 's'] ?? 1) : undefined
}

/** `7 days`, `12 hours`; the largest unit that fits. */
export function durationWords(total: number): string {
  const [unit, size] =
    [['day', 86_400] as const, ['hour', 3600] as const, ['minute', 60] as const].find(
      ([, length]) => total >= length && total % length === 0,
    ) ?? (['second', 1] as const)
  const count = total / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/**
 * RFC 3339 as the API wants it.
 * @param direction of a duration: -1 counts back from now, 1 forward
 */
export function instantOf(text: string, now: Date, direction: 1 | -1): string | undefined {
  const span = /[smhdw]$/.test(text) ? seconds(text) : undefined
  if (span !== undefined) return new Date(now.getTime() + direction * span * 1000).toISOString()
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** RFC 3339 UTC without the milliseconds, which tell people nothing. */
export function shortInstant(instant: string): string {
  return instant.replace(/\.\d+Z$/, 'Z')
}
