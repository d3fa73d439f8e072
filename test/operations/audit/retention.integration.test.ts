import { expect, it } from 'vitest'
import { cutJournals } from '../../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { journalCuts } from '../../../src/store/store.ts'
import { POSTGRES } from '../../store/support/postgres-store.ts'
import { Town } from '../../support/town.ts'
import { aged, DAY, DAYS, days, grownOld, logsOf, SECRET } from './aged-town.ts'
import { retention } from './retention.ts'

retention(POSTGRES)

const ROUNDS = 5

it(`two replicas that cut at the same time cut once, beside changes and checkpoints, ${ROUNDS} times`, async () => {
  await using place = await POSTGRES.fresh()
  await using one = await aged(place.options)
  await using two = await Town.open(place.options, SECRET, { journalDays: DAYS })
  for (let round = 0; round < ROUNDS; round++) {
    await grownOld(one)
    two.now = one.now
    const name = `beside ${round}`
    await Promise.all([
      cutJournals(one.deps),
      cutJournals(two.deps),
      one.ask(one.ada, 'createGroup', { body: { name } }),
      keepAudit(two.deps),
    ])
    const found = await logsOf(one, one.acme)
    expect(found.journal).toMatchObject({ valid: true })
    expect(found.problem).toBeUndefined()
    expect((await journalCuts(one.deps.store, one.acme)).map(({ number }) => number)).toEqual(
      Array.from({ length: round + 1 }, (_, n) => n + 1),
    )
    await days(one, 2)
  }
})

it('a replica goes on where another cuts, and one that is further back than the cut reads the organization anew', async () => {
  await using place = await POSTGRES.fresh()
  await using one = await aged(place.options)
  await using two = await Town.open(place.options, SECRET, { journalDays: DAYS })
  const seen = async () => (await two.deps.organizations.named('acme'))!
  const before = await seen()
  // Nobody has looked for months.
  await days(one, 4)
  await grownOld(one)
  await cutJournals(one.deps)
  const cut = (await journalCuts(one.deps.store, one.acme)).at(-1)!
  expect(before.snapshot.revision).toBeLessThan(cut.through)
  await two.deps.following.now()
  const after = await seen()
  expect(after).not.toBe(before)
  expect(after.revision).toBe((await one.deps.organizations.named('acme'))!.revision)
  // One that is not further back follows, record by record.
  one.now += DAY
  await one.ask(one.ada, 'createGroup', { body: { name: 'next' } })
  await two.deps.following.now()
  expect(await seen()).toBe(after)
  expect(after.revision).toBe((await one.deps.organizations.named('acme'))!.revision)
})
