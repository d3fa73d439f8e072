/** `npm run prove:timing [samples]`: R23 in full, 2,000 samples a kind. */
import { timings } from './timing.ts'

const BAR = 0.01
const n = Number(process.argv[2] ?? 2000)
let failed = false
for (const { what, p, medians } of await timings(n)) {
  const [known, ghost] = medians.map((time) => time.toFixed(2))
  console.log(
    `${p > BAR ? 'ok    ' : 'FAILED'} ${what}: n = ${n} a kind, medians ${known} and ${ghost} ms, p = ${p.toFixed(4)} (bar ${BAR})`,
  )
  failed ||= p <= BAR
}
process.exitCode = failed ? 1 : 0
