/** Gives each line of a story its time: in the order in which the lines stand, within the working hours of its day. */
import { fixed } from './fixed.ts'
import type { Line, Moment } from './line.ts'

const HOUR = 3_600_000
export const DAY = 24 * HOUR
const MORNING = 8 * HOUR
const WORKING = 9 * HOUR

export type Timed = { readonly line: Line; readonly moment: Moment }

/** Midnight, UTC, of the day in which an instant lies. */
export function midnight(instant: number): number {
  return Math.floor(instant / DAY) * DAY
}

/** @param now everything lies before the day of this instant */
export function timeline(lines: readonly Line[], now: number): Timed[] {
  const days = Map.groupBy(lines, ({ day }) => day)
  const ordered = [...days].toSorted(([a], [b]) => b - a)
  return ordered.flatMap(([day, ofDay]) => {
    if (day < 1) throw new Error('the story ends yesterday')
    const step = Math.floor(WORKING / ofDay.length)
    return ofDay.map((line, at) => {
      const { day: _, deed: __, ...moment } = line
      const minute = fixed(`${day} ${at}`, step)
      return { line, moment: { ...moment, at: midnight(now) - day * DAY + MORNING + at * step + minute } }
    })
  })
}
