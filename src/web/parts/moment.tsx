/** A time: roughly, as people say it, with the exact one behind it. */

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

/** Beyond that many days a date says more. */
const LONG_AGO = 14

export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {inWords(new Date(at), new Date())}
    </time>
  )
}

function inWords(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) > LONG_AGO * 86_400) return day.format(at)
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60]
  const count = Math.round(seconds / length)
  return count === 0 ? 'just now' : relative.format(count, unit)
}
