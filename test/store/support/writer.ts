/**
 * A process that writes as fast as it can, to be killed: one line `+<sequence>` on its output for each acknowledged
 * change, `-<sequence>` for one that was answered as not written, `?<sequence>` for an unknown one. Its argument is
 * the store's options as JSON. A line is out before the next change begins.
 */
import { writeSync } from 'node:fs'
import { heads, openStore, type StoreOptions } from '../../../src/store/store.ts'
import { AT, batch, groupCreated } from './histories.ts'

const SIGNS = { committed: '+', not_committed: '-', unknown: '?', behind: '!', conflict: '!' } as const

const store = await openStore(JSON.parse(process.argv[2]!) as StoreOptions)
const limit = Number(process.argv[3] ?? Number.POSITIVE_INFINITY)
let [head] = await heads(store, ['org_1'])
for (let failed = 0; failed < limit; ) {
  const sequence = head!.sequence
  const events = [groupCreated(`grp_${sequence + 1}`), groupCreated(`grp_${sequence + 2}`, 'x'.repeat(2000))]
  const extra = [store.build.put('install', ['key'], { key: 'last', value: String(sequence + 2) })]
  const answer = await store.commit({ batches: [{ ...batch('org_1', sequence, events), at: AT }], extra })
  writeSync(1, `${SIGNS[answer.outcome]}${sequence + 2}\n`)
  if (answer.outcome === 'committed') head = answer.heads[0]
  else failed++
}
