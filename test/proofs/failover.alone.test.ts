import { expect, it } from 'vitest'
import { failOver } from './failover.ts'

it('a server finds the promoted standby by itself, has lost nothing, and never goes back to the old primary', {
  timeout: 120_000,
}, async () => {
  const { acknowledged, outage } = await failOver(2500)
  expect(acknowledged).toBeGreaterThan(10)
  expect(outage).toBeLessThan(5000)
})
