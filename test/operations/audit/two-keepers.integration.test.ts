/** Two replicas keep one audit log: what both seal and sign at once is sealed and signed once. */
import { expect, it } from 'vitest'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { verifyLogs } from '../../../src/store/store.ts'
import { POSTGRES } from '../../store/support/postgres-store.ts'
import { Town } from '../../support/town.ts'

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7))
const ROUNDS = 25

it(`two replicas that keep the log at the same time leave whole chains, ${ROUNDS} times`, async () => {
  await using place = await POSTGRES.fresh()
  await using one = await Town.withAcme(place.options, { secretKey: SECRET })
  await using two = await Town.open(place.options, SECRET)
  const organization = (await one.deps.organizations.named('acme'))!.id
  const actor = { account: null, type: 'user' } as const
  for (let round = 0; round < ROUNDS; round++) {
    for (const { deps, now: at } of [one, two]) {
      for (let n = 0; n < 8; n++) {
        const data = { account: `usr_${round}_${n}`, cause: 'password' }
        deps.activity.note({ type: 'sign_in.failed', organization, actor, at, data })
      }
    }
    await one.ask(one.ada, 'createGroup', { body: { name: `G${round}` } })
    one.now += 3_600_000
    two.now = one.now
    await Promise.all([keepAudit(one.deps), keepAudit(two.deps), keepAudit(one.deps)])
  }
  await keepAudit(one.deps)
  const found = await verifyLogs(one.deps.store, organization, { verify: one.deps.auditKeys.verify })
  expect(found).toMatchObject({ journal: { valid: true } })
  expect(found.problem).toBeUndefined()
  expect(found.activities).toBeGreaterThanOrEqual(ROUNDS * 16)
  expect(found.checkpoints).toBeGreaterThanOrEqual(ROUNDS)
})
