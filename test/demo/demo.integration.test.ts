import { expect, it } from 'vitest'
import { decide } from '../../src/core/index.ts'
import { DEMO_QUESTIONS } from '../../src/demo/questions.ts'
import { heads } from '../../src/store/store.ts'
import { POSTGRES } from '../store/support/postgres-store.ts'
import { asText, Demo, expectJournalsAgree, TODAY } from './seeded.ts'

it('the demo is the same on PostgreSQL: tables, journals, answers', async () => {
  await using place = await POSTGRES.fresh()
  await using demo = await Demo.seeded(place.options)
  await expectJournalsAgree(demo)
  for (const question of DEMO_QUESTIONS) {
    const { organization, who, permission, scope } = question
    const person = await demo.idOf(who, organization)
    const { code } = decide(await demo.snapshot(organization), person, permission, scope, TODAY)
    expect(asText({ ...question, code })).toBe(asText(question))
  }
  await using embedded = await Demo.seeded()
  expect(await heads(demo.deps.store)).toEqual(await heads(embedded.deps.store))
})
